// What compiled code calls when a check fails or a throw is reached. There are no exceptions: the program ends.

using Xv6.Machine.Compilation;
using Xv6.Machine.Text;

namespace Xv6.Library;

internal static unsafe class Panic
{
    /// <summary>The exit status of a program that ended this way: what abort gives elsewhere.</summary>
    private const int Status = 134;

    private static bool _isPanicking;

    /// <summary>Writes one line, <c>name: message (File.cs:line)</c>, to descriptor 2 and exits.</summary>
    [RuntimeService(RuntimeService.Panic)]
    private static void Raise(byte* message, byte* file, int line)
    {
        // A panic inside the flush below must not start over.
        if (!_isPanicking)
        {
            _isPanicking = true;
            Console.Out.Flush();
        }
        TextBuffer text = new(stackalloc byte[400]);
        text.Append(Failure.Program);
        text.Append(": "u8);
        text.Append(ZeroTerminated.Span(message));
        text.Append(" ("u8);
        text.Append(FileName(ZeroTerminated.Span(file)));
        text.Append(":"u8);
        text.Append(line);
        text.Append(")\n"u8);
        FileDescriptor.Error.Write(text.Text);
        Process.ExitAtOnce(Status);
    }

    private static ReadOnlySpan<byte> FileName(ReadOnlySpan<byte> path) => path[(path.LastIndexOf((byte)'/') + 1)..];
}
