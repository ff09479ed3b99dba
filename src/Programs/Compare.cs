// cmp: says where two files differ first; with -s nothing. Exit status: 0 = they are the same, 1 = they differ, 2 = something went wrong.

namespace Xv6.Programs;

[Program("cmp")]
internal static class Compare
{
    private const int ErrorStatus = 2;

    public static int Main(Arguments arguments)
    {
        bool isSilent = false;
        OptionReader options = new(arguments, "cmp [-s] FILE FILE"u8);
        while (options.MoveNext())
        {
            if (options.Letter != 's')
                return options.Stop();
            isSilent = true;
        }
        if (options.OperandCount != 2)
            return options.StopAtOperands();
        ReadOnlySpan<byte> first = arguments[options.FirstOperand];
        ReadOnlySpan<byte> second = arguments[options.FirstOperand + 1];
        if (!TryOpen(first, out BufferedInput? firstInput) || !TryOpen(second, out BufferedInput? secondInput))
            return ErrorStatus;
        long place = 1;
        long line = 1;
        while (true)
        {
            int firstByte = firstInput.Next();
            int secondByte = secondInput.Next();
            if (firstInput.Error != ErrorNumber.None || secondInput.Error != ErrorNumber.None)
            {
                Failure.Report(firstInput.Error != ErrorNumber.None ? first : second, firstInput.Error | secondInput.Error);
                return ErrorStatus;
            }
            if (firstByte != secondByte)
                return isSilent ? 1 : PrintDifference(first, second, place, line, firstByte < 0, secondByte < 0);
            if (firstByte < 0)
                return 0;
            place++;
            line += firstByte == '\n' ? 1 : 0;
        }
    }

    private static bool TryOpen(
        ReadOnlySpan<byte> path, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out BufferedInput? input)
    {
        input = FileDescriptor.Open(path).Try(out FileDescriptor file, out ErrorNumber error) ? new BufferedInput(file) : null;
        if (input is null)
            Failure.Report(path, error);
        return input is not null;
    }

    private static int PrintDifference(
        ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, long place, long line, bool firstEnds, bool secondEnds)
    {
        ReadOnlySpan<byte> shorter = firstEnds ? first : second;
        if (firstEnds || secondEnds)
            Console.Error.WriteLine($"cmp: EOF on {shorter} after byte {place - 1}, line {line}");
        else
            Console.WriteLine($"{first} {second} differ: byte {place}, line {line}");
        return 1;
    }

    /// <summary>A file byte by byte.</summary>
    private sealed class BufferedInput(FileDescriptor file)
    {
        private readonly byte[] _buffer = new byte[4096];
        private int _filled;
        private int _next;

        public ErrorNumber Error { get; private set; }

        /// <summary>The next byte; -1 at the end, or on an error.</summary>
        public int Next()
        {
            if (_next == _filled)
            {
                _next = 0;
                bool isRead = file.Read(_buffer).Try(out _filled, out ErrorNumber error);
                Error = error;
                if (!isRead || _filled == 0)
                    return -1;
            }
            return _buffer[_next++];
        }
    }
}
