// A directory to work in, and the means to leave the disk as it was: whatever stands in the root directory that didn't before is removed.

using System.Runtime.InteropServices;

namespace Xv6.MachinePrograms;

internal sealed class Sandbox
{
    /// <summary>The first byte of the names that tests make: no file of the system begins with it.</summary>
    public const byte Mark = (byte)'~';

    private const int RootEntries = 256;

    // Fuzzing workers go astray, and one came to the code that removes.
    private static int s_owner;

    private readonly DirectoryEntry[] _known = new DirectoryEntry[RootEntries];
    private readonly int _knownCount;

    /// <summary>Takes down what is in the root directory.</summary>
    public Sandbox()
    {
        s_owner = Process.Id;
        GrowRoot();
        if (!FileDescriptor.Open("/"u8).Try(out FileDescriptor root, out _))
            return;
        while (_knownCount < _known.Length && ReadEntry(root, ref _known[_knownCount]))
            _knownCount++;
        root.Close();
    }

    /// <summary>Makes the directory and goes there.</summary>
    public static ErrorNumber Enter(ReadOnlySpan<byte> path)
    {
        ErrorNumber error = FileSystem.MakeDirectory(path);
        return error == ErrorNumber.None ? FileSystem.ChangeDirectory(path) : error;
    }

    /// <summary>Goes back to the root, and removes everything there that is new.</summary>
    public ErrorNumber Leave()
    {
        ErrorNumber error = FileSystem.ChangeDirectory("/"u8);
        return error == ErrorNumber.None ? RemoveEntries(_known.AsSpan(0, _knownCount)) : error;
    }

    /// <summary>
    /// Removes what is in the current directory but for these entries, however deep: it goes down step by step, since no path is that long.
    /// </summary>
    private static ErrorNumber RemoveEntries(ReadOnlySpan<DirectoryEntry> kept)
    {
        if (!FileDescriptor.Open("."u8).Try(out FileDescriptor directory, out ErrorNumber error))
            return error;
        DirectoryEntry entry = default;
        while (error == ErrorNumber.None && ReadEntry(directory, ref entry))
        {
            if (Process.Id != s_owner)
                Process.Exit(1);
            ReadOnlySpan<byte> name = NameOf(in entry);
            bool isKept = name.SequenceEqual("."u8) || name.SequenceEqual(".."u8);
            foreach (ref readonly DirectoryEntry other in kept)
                isKept |= name.SequenceEqual(NameOf(in other));
            if (!isKept)
                error = Remove(name);
        }
        directory.Close();
        return error;
    }

    private static bool ReadEntry(FileDescriptor directory, ref DirectoryEntry entry)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<DirectoryEntry>(ref entry));
        do
        {
            if (!directory.Read(bytes).Try(out int count, out _) || count != bytes.Length)
                return false;
        }
        while (entry.InodeNumber == 0);
        return true;
    }

    private static ReadOnlySpan<byte> NameOf(in DirectoryEntry entry)
    {
        ReadOnlySpan<byte> name = entry.Name;
        int end = name.IndexOf((byte)0);
        return end < 0 ? name : name[..end];
    }

    private static ErrorNumber Remove(ReadOnlySpan<byte> name)
    {
        ErrorNumber error = FileSystem.Remove(name);
        if (error != ErrorNumber.DirectoryNotEmpty)
            return error;
        error = FileSystem.ChangeDirectory(name);
        if (error != ErrorNumber.None)
            return error;
        error = RemoveEntries([]);
        FileSystem.ChangeDirectory(".."u8);
        return error == ErrorNumber.None ? FileSystem.Remove(name) : error;
    }

    /// <summary>Makes the root directory as large as it may become: a directory never shrinks, and that would look like lost blocks.</summary>
    private static void GrowRoot()
    {
        Utf8StringBuilder name = new();
        for (int i = 0; i < RootEntries; i++)
            FileSystem.MakeDevice(Name(name, i), DeviceMajor.Null);
        for (int i = 0; i < RootEntries; i++)
            FileSystem.Remove(Name(name, i));
    }

    private static ReadOnlySpan<byte> Name(Utf8StringBuilder text, int number)
    {
        text.Clear();
        text.Write($"~{number}");
        return text.Span;
    }
}
