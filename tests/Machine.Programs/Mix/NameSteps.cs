// Names: directories, symbolic links, renaming, and a directory where all processes make and remove files of the same names.

namespace Xv6.MachinePrograms.Mix;

internal sealed class NameSteps(int index)
{
    private const int Names = 12;
    private const int CommonNames = 4;

    private readonly bool[] _exists = new bool[Names];
    private readonly Utf8StringBuilder _first = new();
    private readonly Utf8StringBuilder _second = new();
    private readonly byte[] _path = new byte[128];

    public void Act(ref SeededRandom random)
    {
        int number = random.Below(Names);
        switch (random.Below(8))
        {
            case 0:
                Compare();
                break;
            case 1:
                Rename(number, random.Below(Names));
                break;
            case 2:
                LinkSymbolically(number);
                break;
            case 3:
                Visit(number);
                break;
            case 4 or 5:
                UseCommon(random.Below(CommonNames), random.Below(4));
                break;
            default:
                Toggle(number);
                break;
        }
    }

    public void Remove()
    {
        Compare();
        for (int number = 0; number < Names; number++)
        {
            if (_exists[number])
                Toggle(number);
        }
        Compare();
    }

    private static ReadOnlySpan<byte> Name(Utf8StringBuilder text, ReadOnlySpan<byte> prefix, int number)
    {
        text.Clear();
        text.Write($"{prefix}{number}");
        return text.Span;
    }

    private void Toggle(int number)
    {
        ReadOnlySpan<byte> name = Name(_first, "dir"u8, number);
        if (_exists[number])
        {
            Check.Failed(ErrorNumber.FileExists, FileSystem.MakeDirectory(name));
            Check.Succeeded(FileSystem.Remove(name));
        }
        else
        {
            Check.Failed(ErrorNumber.NoSuchFile, FileSystem.Remove(name));
            Check.Succeeded(FileSystem.MakeDirectory(name));
        }
        _exists[number] ^= true;
    }

    private void Rename(int from, int to)
    {
        if (!_exists[from] || _exists[to])
            return;
        Check.Succeeded(FileSystem.Rename(Name(_first, "dir"u8, from), Name(_second, "dir"u8, to)));
        (_exists[from], _exists[to]) = (false, true);
    }

    private void LinkSymbolically(int number)
    {
        ReadOnlySpan<byte> target = Name(_first, "dir"u8, number), link = Name(_second, "link"u8, number);
        Check.Succeeded(FileSystem.LinkSymbolically(target, link));
        int length = Check.Value(FileSystem.ReadLink(link, _path));
        Check.That(_path.AsSpan(0, length).SequenceEqual(target));
        Check.That(FileSystem.IsDirectory(link) == _exists[number]);
        Check.That(Check.Value(FileSystem.GetLinkStatus(link)).Type == FileType.SymbolicLink);
        Check.Succeeded(FileSystem.Remove(link));
    }

    /// <summary>Goes there and back.</summary>
    private void Visit(int number)
    {
        ReadOnlySpan<byte> name = Name(_first, "dir"u8, number);
        Check.Failed(_exists[number] ? ErrorNumber.None : ErrorNumber.NoSuchFile, FileSystem.ChangeDirectory(name));
        if (!_exists[number])
            return;
        int length = Check.Value(FileSystem.GetCurrentDirectory(_path));
        Check.That(_path.AsSpan(0, length).EndsWith(name));
        Check.That(FileSystem.Remove(".."u8) != ErrorNumber.None);
        Check.Succeeded(FileSystem.MakeDirectory("inner"u8));
        Check.Succeeded(FileSystem.Remove("inner"u8));
        Check.Succeeded(FileSystem.ChangeDirectory(".."u8));
    }

    /// <summary>The directory holds just the names that the model has.</summary>
    private void Compare()
    {
        int found = 0, expected = 0;
        FileDescriptor directory = Check.Value(FileDescriptor.Open("."u8));
        Span<byte> entry = stackalloc byte[DirectoryEntry.Size];
        while (Check.Value(directory.Read(entry)) == entry.Length)
        {
            ReadOnlySpan<byte> name = entry[sizeof(ushort)..];
            int end = name.IndexOf((byte)0);
            name = end < 0 ? name : name[..end];
            if ((entry[0] | entry[1]) == 0 || !name.StartsWith("dir"u8))
                continue;
            Check.That(Utf8.TryParse(name[3..], out int number) && _exists[number]);
            found++;
        }
        Check.Succeeded(directory.Close());
        foreach (bool exists in _exists)
            expected += exists ? 1 : 0;
        Check.Same(expected, found);
    }

    /// <summary>All processes at once: any outcome is right, but a file has only whole records in it, and a name of one's own is one's own.</summary>
    private void UseCommon(int number, int action)
    {
        ReadOnlySpan<byte> name = Name(_first, "../common/n"u8, number);
        switch (action)
        {
            case 0:
                FileSystem.Remove(name);
                return;
            case 1:
                ReadOnlySpan<byte> own = Name(_second, "../common/own"u8, index);
                ErrorNumber error = FileSystem.Link(name, own);
                if (error == ErrorNumber.None)
                    Check.Succeeded(FileSystem.Remove(own));
                else
                    Check.Failed(ErrorNumber.NoSuchFile, error);
                return;
            case 2:
                FileSystem.Rename(name, Name(_second, "../common/n"u8, (number + 1) % CommonNames));
                return;
        }
        FileDescriptor file = Check.Value(FileDescriptor.Open(name, OpenFlags.ReadWrite | OpenFlags.Create));
        Span<byte> record = stackalloc byte[16];
        int count;
        while ((count = Check.Value(file.Read(record))) > 0)
        {
            Check.Same(record.Length, count);
            Check.That(!record.ContainsAnyExcept(record[0]));
        }
        record.Fill((byte)('A' + index));
        Check.Same(record.Length, Check.Value(file.Write(record)));
        Check.Succeeded(file.Close());
    }
}
