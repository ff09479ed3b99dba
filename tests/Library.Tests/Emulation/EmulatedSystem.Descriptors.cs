// The emulated system's descriptors.

using System.Runtime.InteropServices;

namespace Xv6.Library.Tests.Emulation;

internal sealed unsafe partial class EmulatedSystem
{
    private EmulatedOpenFile? File(int descriptor) => (uint)descriptor < (uint)_descriptors.Length ? _descriptors[descriptor] : null;

    private SystemCallResult Install(EmulatedOpenFile file)
    {
        int number = Array.IndexOf(_descriptors, null);
        if (number < 0)
            return From(ErrorNumber.TooManyDescriptors);
        _descriptors[number] = file;
        return new SystemCallResult(number, 0);
    }

    private SystemCallResult Open(string path, OpenFlags flags)
    {
        EmulatedNode? node = Resolve(path, followsLast: !flags.HasFlag(OpenFlags.NoFollow));
        if (node is null && flags.HasFlag(OpenFlags.Create))
            node = Create(path, FileType.File);
        if (node is null)
            return From(ErrorNumber.NoSuchFile);
        if (node.Type == FileType.Directory && flags != OpenFlags.ReadOnly && flags != OpenFlags.NoFollow)
            return From(ErrorNumber.IsDirectory);
        if (flags.HasFlag(OpenFlags.Truncate))
            node.Data.Clear();
        return Install(new EmulatedOpenFile(node, flags));
    }

    private SystemCallResult Close(int descriptor)
    {
        if (File(descriptor) is null)
            return From(ErrorNumber.BadDescriptor);
        _descriptors[descriptor] = null;
        return From(ErrorNumber.None);
    }

    private SystemCallResult Duplicate(int descriptor)
        => File(descriptor) is EmulatedOpenFile file ? Install(file) : From(ErrorNumber.BadDescriptor);

    private SystemCallResult Read(int descriptor, Span<byte> buffer)
    {
        if (File(descriptor) is not EmulatedOpenFile file || file.Flags.HasFlag(OpenFlags.WriteOnly))
            return From(ErrorNumber.BadDescriptor);
        ReadOnlySpan<byte> data = file.Node.Type == FileType.Directory
            ? file.Node.EncodeEntries()
            : CollectionsMarshal.AsSpan(file.Node.Data);
        data = data[Math.Min(file.Position, data.Length)..];
        int count = Math.Min(data.Length, buffer.Length);
        data[..count].CopyTo(buffer);
        file.Position += count;
        return new SystemCallResult(count, 0);
    }

    private SystemCallResult Write(int descriptor, ReadOnlySpan<byte> data)
    {
        if (File(descriptor) is not EmulatedOpenFile file || (file.Flags & OpenFlags.AccessMask) == OpenFlags.ReadOnly)
            return From(ErrorNumber.BadDescriptor);
        List<byte> contents = file.Node.Data;
        foreach (byte value in data)
        {
            if (file.Position < contents.Count)
                contents[file.Position] = value;
            else
                contents.Add(value);
            file.Position++;
        }
        return new SystemCallResult(data.Length, 0);
    }

    private SystemCallResult Seek(int descriptor, int offset, SeekFrom from)
    {
        if (File(descriptor) is not EmulatedOpenFile file)
            return From(ErrorNumber.BadDescriptor);
        int origin = from switch { SeekFrom.Start => 0, SeekFrom.Current => file.Position, _ => file.Node.Data.Count };
        file.Position = origin + offset;
        return new SystemCallResult(file.Position, 0);
    }

    private SystemCallResult GetStatus(int descriptor, FileStatus* status)
    {
        if (File(descriptor) is not EmulatedOpenFile file)
            return From(ErrorNumber.BadDescriptor);
        EmulatedNode node = file.Node;
        *status = new FileStatus
        {
            Device = 1,
            InodeNumber = node.Number,
            Type = node.Type,
            LinkCount = node.LinkCount,
            Size = (ulong)(node.Type == FileType.Directory ? node.Entries.Count * DirectoryEntry.Size : node.Data.Count),
        };
        return From(ErrorNumber.None);
    }
}
