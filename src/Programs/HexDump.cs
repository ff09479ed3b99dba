// hexdump: prints files as hexadecimal numbers and text, 16 bytes a line. Lines that repeat the one before are a single *.

namespace Xv6.Programs;

[Program("hexdump")]
internal static class HexDump
{
    private const int BytesPerLine = 16;

    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "hexdump [-C] [FILE]..."u8);
        while (options.MoveNext())
        {
            // This is the only form there is.
            if (options.Letter != 'C')
                return options.Stop();
        }
        Dump dump = new();
        byte[] buffer = new byte[4096];
        InputFiles inputs = new(arguments, options.FirstOperand) { AllowsDirectories = true };
        while (inputs.MoveNext())
        {
            ErrorNumber error;
            while (inputs.Current.Read(buffer).Try(out int count, out error) && count > 0)
                dump.Add(buffer.AsSpan(0, count));
            if (error != ErrorNumber.None)
                inputs.ReportFailure(error);
        }
        dump.Finish();
        return inputs.Status;
    }

    /// <summary>Collects bytes into lines.</summary>
    private sealed class Dump
    {
        private readonly byte[] _line = new byte[BytesPerLine];
        private readonly byte[] _previous = new byte[BytesPerLine];
        private int _filled;
        private long _offset;
        private bool _isRepeating;

        public void Add(ReadOnlySpan<byte> data)
        {
            while (data.Length > 0)
            {
                int count = Math.Min(data.Length, BytesPerLine - _filled);
                data[..count].CopyTo(_line.AsSpan(_filled));
                data = data[count..];
                _filled += count;
                if (_filled == BytesPerLine)
                    EndLine();
            }
        }

        public void Finish()
        {
            if (_filled > 0)
                Print();
            Console.WriteLine($"{_offset + _filled:x8}");
        }

        private void EndLine()
        {
            if (_offset > 0 && _line.AsSpan().SequenceEqual(_previous))
            {
                if (!_isRepeating)
                    Console.WriteLine("*"u8);
                _isRepeating = true;
            }
            else
            {
                _isRepeating = false;
                Print();
            }
            _line.CopyTo(_previous.AsSpan());
            _offset += BytesPerLine;
            _filled = 0;
        }

        private void Print()
        {
            Console.Write($"{_offset:x8} ");
            for (int i = 0; i < BytesPerLine; i++)
            {
                if (i % 8 == 0)
                    Console.Write(' ');
                if (i < _filled)
                    Console.Write($"{(uint)_line[i]:x2} ");
                else
                    Console.Write("   "u8);
            }
            Console.Write(" |"u8);
            for (int i = 0; i < _filled; i++)
                Console.Out.WriteByte(_line[i] is >= 0x20 and < 0x7F ? _line[i] : (byte)'.');
            Console.WriteLine("|"u8);
        }
    }
}
