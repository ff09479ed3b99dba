// A file and what must be in it.

namespace Xv6.MachinePrograms.Mix;

internal sealed class FileModel
{
    private const int MostBytes = 40_000;
    private const int MostAtOnce = 6000;

    private readonly Utf8String _name;
    private readonly Utf8String _otherName;
    private readonly byte[] _content = new byte[MostBytes];
    private readonly byte[] _buffer = new byte[MostAtOnce];
    private FileDescriptor? _file;
    private int _length;
    private int _position;
    private bool _hasOtherName;
    private bool _hasName;

    public FileModel(int number)
    {
        Utf8StringBuilder text = new();
        text.Write($"file{number}");
        _name = text.ToUtf8String();
        text.Write(".other"u8);
        _otherName = text.ToUtf8String();
    }

    public void Act(ref SeededRandom random)
    {
        if (_file is not { } file)
        {
            Open();
            return;
        }
        switch (random.Below(16))
        {
            case 0:
                Check.Succeeded(file.Close());
                _file = null;
                if (!_hasName && !_hasOtherName)
                    _length = 0;
                break;
            case 1:
                Truncate(file, random.Below(MostBytes));
                break;
            case 2:
                Truncate(file, random.Below(_length + 1));
                break;
            case 3:
                SwitchNames();
                break;
            case 4:
                Check.Succeeded(random.OneIn(4) ? file.Synchronize() : ErrorNumber.None);
                break;
            case 5:
                ReadInChild(file);
                break;
            case 6:
                Map(file, ref random);
                break;
            case 7:
                CompareAll(file);
                break;
            case < 12:
                Write(file, ref random);
                break;
            default:
                Read(file, ref random);
                break;
        }
    }

    /// <summary>Compares for the last time, and removes what there is of it.</summary>
    public void Remove()
    {
        if (_file is { } file)
        {
            CompareAll(file);
            Check.Succeeded(file.Close());
            _file = null;
        }
        if (_hasName)
            Check.Succeeded(FileSystem.Remove(_name));
        if (_hasOtherName)
            Check.Succeeded(FileSystem.Remove(_otherName));
        Check.Failed(ErrorNumber.NoSuchFile, FileSystem.Remove(_name));
        (_hasName, _hasOtherName, _length) = (false, false, 0);
    }

    private void Open()
    {
        ReadOnlySpan<byte> name = _hasOtherName && !_hasName ? _otherName : _name;
        _file = Check.Value(FileDescriptor.Open(name, OpenFlags.ReadWrite | OpenFlags.Create));
        _hasName |= !_hasOtherName;
        _position = 0;
        CompareAll(_file.Value);
    }

    private void CompareAll(FileDescriptor file)
    {
        FileStatus status = Check.Value(file.GetStatus());
        Check.Same(_length, (long)status.Size);
        Check.Same((_hasName ? 1 : 0) + (_hasOtherName ? 1 : 0), status.LinkCount);
        Check.Same(0, Check.Value(file.Seek(0, SeekFrom.Start)));
        _position = 0;
        while (_position < _length)
            ReadAndCompare(file, Math.Min(MostAtOnce, _length - _position));
        Check.Same(0, Check.Value(file.Read(_buffer)));
    }

    private void Read(FileDescriptor file, ref SeededRandom random)
    {
        Seek(file, ref random);
        ReadAndCompare(file, random.Below(MostAtOnce));
    }

    private void ReadAndCompare(FileDescriptor file, int count)
    {
        int expected = Math.Clamp(_length - _position, 0, count);
        Check.Same(expected, Check.Value(file.Read(_buffer.AsSpan(0, count))));
        Check.That(_buffer.AsSpan(0, expected).SequenceEqual(_content.AsSpan(_position, expected)));
        _position += expected;
    }

    private void Write(FileDescriptor file, ref SeededRandom random)
    {
        Seek(file, ref random);
        int count = random.Below(Math.Min(MostAtOnce, MostBytes - _position));
        Span<byte> target = _content.AsSpan(_position, count);
        byte start = (byte)random.Next();
        for (int i = 0; i < count; i++)
            target[i] = (byte)(start + i * 7);
        Check.Same(count, Check.Value(file.Write(target)));
        _position += count;
        _length = Math.Max(_length, _position);
    }

    private void Seek(FileDescriptor file, ref SeededRandom random)
    {
        if (random.OneIn(4))
            return;
        _position = random.Below(_length + 1);
        Check.Same(_position, Check.Value(file.Seek(_position, SeekFrom.Start)));
    }

    private void Truncate(FileDescriptor file, int length)
    {
        Check.Succeeded(file.Truncate(length));
        if (length > _length)
            _content.AsSpan(_length..length).Clear();
        _length = length;
        if (_position > length)
            _position = (int)Check.Value(file.Seek(length, SeekFrom.Start));
    }

    /// <summary>Gives it another name, or takes a name away: with none left it lives on until it is closed.</summary>
    private void SwitchNames()
    {
        if (_hasName && !_hasOtherName)
        {
            Check.Succeeded(FileSystem.Link(_name, _otherName));
            _hasOtherName = true;
        }
        else if (_hasName)
        {
            Check.Failed(ErrorNumber.FileExists, FileSystem.Link(_name, _otherName));
            Check.Succeeded(FileSystem.Remove(_name));
            _hasName = false;
        }
        else if (_hasOtherName)
        {
            Check.Succeeded(FileSystem.Rename(_otherName, _name));
            (_hasName, _hasOtherName) = (true, false);
            if (_length % 2 == 0)
            {
                Check.Succeeded(FileSystem.Remove(_name));
                _hasName = false;
            }
        }
    }

    /// <summary>Parent and child share the position.</summary>
    private void ReadInChild(FileDescriptor file)
    {
        int count = Math.Min(100, _length - _position);
        int child = Check.Value(Process.Fork());
        if (child == 0)
        {
            ReadAndCompare(file, count);
            Process.Exit(0);
        }
        Check.Same(child, Check.Value(Process.WaitFor(child, out int status)));
        Check.Same(0, status);
        _position += count;
        Check.Same(_position, Check.Value(file.Seek(0, SeekFrom.Current)));
    }

    /// <summary>Looks at the file as memory, and changes it there.</summary>
    private void Map(FileDescriptor file, ref SeededRandom random)
    {
        if (_length == 0)
            return;
        bool isShared = random.OneIn(2);
        Mapping mapping = Check.Value(Mapping.OfFile(
            file, 0, _length, MemoryProtection.Read | MemoryProtection.Write, isShared ? MappingFlags.Shared : MappingFlags.Private));
        Check.That(mapping.Bytes.SequenceEqual(_content.AsSpan(0, _length)));
        for (int i = random.Below(8); i >= 0; i--)
        {
            int place = random.Below(_length);
            byte value = (byte)random.Next();
            mapping.Bytes[place] = value;
            if (isShared)
                _content[place] = value;
        }
        Check.Succeeded(mapping.Unmap());
        CompareAll(file);
    }
}
