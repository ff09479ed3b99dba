// Maps a file, and memory that a child shares, through the library for C#.

FileDescriptor.Open("mapped"u8, OpenFlags.Create | OpenFlags.ReadWrite).Try(out FileDescriptor file, out ErrorNumber error);
if (error == ErrorNumber.None)
    error = file.WriteAll("hello"u8);
if (!Mapping.OfFile(file, 0, 5, MemoryProtection.Read | MemoryProtection.Write, MappingFlags.Shared).Try(out Mapping content, out error))
    Process.Exit((int)error);
file.Close();
if (!Mapping.OfMemory(1, MappingFlags.Shared).Try(out Mapping shared, out error))
    Process.Exit((int)error);
content.Bytes[0] = (byte)'j';
if (Process.Fork().ValueOrDefault == 0)
{
    shared.Bytes[0] = 42;
    Process.Exit(0);
}
Process.Wait(out _);
Console.WriteLine($"{(content.Unmap() == ErrorNumber.None ? "unmapped" : "still mapped")}: {shared.Bytes[0]}");
Process.Exit((int)shared.Unmap());
