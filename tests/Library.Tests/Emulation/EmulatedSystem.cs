// A system in memory for tests of programs on CoreCLR: files, descriptors, and calls that need no second process. A console is on
// descriptors 0 to 2: it gives Input, and collects Output and Error.

using System.Runtime.InteropServices;
using System.Text;

namespace Xv6.Library.Tests.Emulation;

/// <summary>The program called exit.</summary>
internal sealed class ProgramExitException(int status) : Exception
{
    public int Status { get; } = status;
}

internal sealed unsafe partial class EmulatedSystem : ISystemCallEmulation
{
    private readonly EmulatedOpenFile?[] _descriptors = new EmulatedOpenFile?[16];
    private readonly EmulatedNode _root;
    private readonly EmulatedNode _input;
    private readonly EmulatedNode _output;
    private readonly EmulatedNode _error;
    private EmulatedNode _current;
    private uint _nodeCount;

    public EmulatedSystem()
    {
        _root = _current = MakeNode(FileType.Directory);
        _root.Entries.Add(new(".", _root));
        _root.Entries.Add(new("..", _root));
        _input = MakeNode(FileType.File);
        _output = MakeNode(FileType.File);
        _error = MakeNode(FileType.File);
        _descriptors[0] = new EmulatedOpenFile(_input, OpenFlags.ReadOnly);
        _descriptors[1] = new EmulatedOpenFile(_output, OpenFlags.WriteOnly);
        _descriptors[2] = new EmulatedOpenFile(_error, OpenFlags.WriteOnly);
        SystemCall.Emulation = this;
    }

    public string BootArguments { get; set; } = "";

    public string Output => Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_output.Data));

    public string Error => Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_error.Data));

    public int OpenDescriptors => _descriptors.Count(file => file is not null);

    /// <summary>How long the program has slept, in ticks.</summary>
    public int Ticks { get; private set; }

    public void SetInput(string text) => _input.Data.AddRange(Encoding.UTF8.GetBytes(text));

    public void AddFile(string path, string text)
    {
        EmulatedNode file = Create(path, FileType.File)!;
        file.Data.AddRange(Encoding.UTF8.GetBytes(text));
    }

    public void AddDirectory(string path) => Create(path, FileType.Directory);

    /// <summary>A file's text; null if there is none.</summary>
    public string? ReadFile(string path)
        => Resolve(path, followsLast: true) is EmulatedNode node ? Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(node.Data)) : null;

    public bool Exists(string path) => Resolve(path, followsLast: false) is not null;

    public SystemCallResult Invoke(SystemCallNumber number, nint first, nint second, nint third) => number switch
    {
        SystemCallNumber.Exit => throw new ProgramExitException((int)first),
        SystemCallNumber.Read => Read((int)first, new Span<byte>((void*)second, (int)third)),
        SystemCallNumber.Write => Write((int)first, new ReadOnlySpan<byte>((void*)second, (int)third)),
        SystemCallNumber.Open => Open(Text(first), (OpenFlags)second),
        SystemCallNumber.Close => Close((int)first),
        SystemCallNumber.Duplicate => Duplicate((int)first),
        SystemCallNumber.FileStatus => GetStatus((int)first, (FileStatus*)second),
        SystemCallNumber.Seek => Seek((int)first, (int)second, (SeekFrom)third),
        SystemCallNumber.MakeDirectory => From(Create(Text(first), FileType.Directory) is null ? ErrorNumber.FileExists : ErrorNumber.None),
        SystemCallNumber.MakeNode => From(MakeDevice(Text(first), (DeviceMajor)(short)second)),
        SystemCallNumber.Unlink => From(Unlink(Text(first))),
        SystemCallNumber.Link => From(Link(Text(first), Text(second))),
        SystemCallNumber.SymbolicLink => From(LinkSymbolically(Text(first), Text(second))),
        SystemCallNumber.ReadLink => ReadLink(Text(first), new Span<byte>((void*)second, (int)third)),
        SystemCallNumber.Rename => From(Rename(Text(first), Text(second))),
        SystemCallNumber.ChangeDirectory => From(ChangeDirectory(Text(first))),
        SystemCallNumber.GetProcessId => new SystemCallResult(7, 0),
        SystemCallNumber.Uptime => new SystemCallResult(Ticks, 0),
        SystemCallNumber.Sleep => new SystemCallResult(0 * (Ticks += (int)first), 0),
        SystemCallNumber.BootArguments => CopyBootArguments(new Span<byte>((void*)first, (int)second)),
        SystemCallNumber.Sync => From(ErrorNumber.None),
        _ => From(ErrorNumber.NoSystemCall),
    };

    private static SystemCallResult From(ErrorNumber error)
        => error == ErrorNumber.None ? new SystemCallResult(0, 0) : SystemCallResult.Failed(error);

    private static string Text(nint address) => Marshal.PtrToStringUTF8(address)!;

    private SystemCallResult CopyBootArguments(Span<byte> buffer)
    {
        byte[] text = Encoding.UTF8.GetBytes(BootArguments);
        text.AsSpan(0, Math.Min(text.Length, buffer.Length)).CopyTo(buffer);
        return new SystemCallResult(text.Length, 0);
    }
}
