// Files of the emulated system.

namespace Xv6.Library.Tests.Emulation;

/// <summary>A file, directory, device or link.</summary>
internal sealed class EmulatedNode(FileType type, uint number)
{
    public FileType Type { get; } = type;

    public uint Number { get; } = number;

    public short LinkCount { get; set; } = 1;

    public List<byte> Data { get; set; } = [];

    /// <summary>Of a directory, in the order of creation, "." and ".." included.</summary>
    public List<KeyValuePair<string, EmulatedNode>> Entries { get; } = [];

    public DeviceMajor Major { get; init; }

    public EmulatedNode? Find(string name) => Entries.Find(entry => entry.Key == name).Value;

    public void Remove(string name) => Entries.RemoveAll(entry => entry.Key == name);

    /// <summary>What read() of a directory gives.</summary>
    public byte[] EncodeEntries()
    {
        byte[] bytes = new byte[Entries.Count * DirectoryEntry.Size];
        for (int i = 0; i < Entries.Count; i++)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(i * DirectoryEntry.Size), (ushort)Entries[i].Value.Number);
            System.Text.Encoding.UTF8.GetBytes(Entries[i].Key, bytes.AsSpan(i * DirectoryEntry.Size + 2));
        }
        return bytes;
    }
}

/// <summary>An open file: what several descriptors may share.</summary>
internal sealed class EmulatedOpenFile(EmulatedNode node, OpenFlags flags)
{
    public EmulatedNode Node { get; } = node;

    public OpenFlags Flags { get; } = flags;

    public int Position { get; set; }
}
