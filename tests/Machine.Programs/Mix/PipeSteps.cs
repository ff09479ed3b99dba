// Pipes with several writers and readers: no byte is lost, doubled, or out of its writer's order.

namespace Xv6.MachinePrograms.Mix;

internal sealed class PipeSteps
{
    private const int MostWriters = 4;
    private const int MostRecords = 60;
    private const int RecordSize = 8;

    private readonly byte[] _buffer = new byte[4096];
    private readonly int[] _next = new int[MostWriters];

    public void Act(ref SeededRandom random)
    {
        switch (random.Below(4))
        {
            case 0:
                ReadUntilClosed();
                break;
            case 1:
                SendMuch(ref random);
                break;
            default:
                MixWriters(1 + random.Below(MostWriters), random.Below(MostRecords));
                break;
        }
    }

    private static void ExpectExit(int child)
    {
        Check.Same(child, Check.Value(Process.WaitFor(child, out int status)));
        Check.Same(0, status);
    }

    private static void ReadUntilClosed()
    {
        Pipe pipe = Check.Value(Pipe.Create());
        Check.Same(3, Check.Value(pipe.Writer.Write("abc"u8)));
        Check.Succeeded(pipe.Writer.Close());
        Span<byte> text = stackalloc byte[8];
        Check.Same(3, Check.Value(pipe.Reader.Read(text)));
        Check.That(text[..3].SequenceEqual("abc"u8));
        Check.Same(0, Check.Value(pipe.Reader.Read(text)));
        Check.Failed(ErrorNumber.BadDescriptor, pipe.Reader.Write(text).Error);
        Check.Succeeded(pipe.Reader.Close());
        pipe = Check.Value(Pipe.Create());
        Check.Succeeded(pipe.Reader.Close());
        Check.Failed(ErrorNumber.BrokenPipe, pipe.Writer.Write(text).Error);
        Check.Succeeded(pipe.Writer.Close());
    }

    /// <summary>More than a pipe holds, in pieces of one size, read in pieces of another.</summary>
    private void SendMuch(ref SeededRandom random)
    {
        int total = random.Below(40_000), piece = 1 + random.Below(_buffer.Length - 1), readPiece = 1 + random.Below(_buffer.Length - 1);
        Pipe pipe = Check.Value(Pipe.Create());
        int child = Check.Value(Process.Fork());
        if (child == 0)
        {
            Check.Succeeded(pipe.Reader.Close());
            for (int sent = 0; sent < total;)
            {
                Span<byte> part = _buffer.AsSpan(0, Math.Min(piece, total - sent));
                for (int i = 0; i < part.Length; i++)
                    part[i] = (byte)((sent + i) * 13);
                Check.Succeeded(pipe.Writer.WriteAll(part));
                sent += part.Length;
            }
            Process.Exit(0);
        }
        Check.Succeeded(pipe.Writer.Close());
        int received = 0, count;
        while ((count = Check.Value(pipe.Reader.Read(_buffer.AsSpan(0, readPiece)))) > 0)
        {
            for (int i = 0; i < count; i++)
                Check.Same((byte)((received + i) * 13), _buffer[i]);
            received += count;
        }
        Check.Same(total, received);
        Check.Succeeded(pipe.Reader.Close());
        ExpectExit(child);
    }

    private void MixWriters(int writers, int records)
    {
        Pipe pipe = Check.Value(Pipe.Create());
        Span<int> children = stackalloc int[MostWriters];
        Span<byte> record = stackalloc byte[RecordSize];
        for (int writer = 0; writer < writers; writer++)
        {
            children[writer] = Check.Value(Process.Fork());
            if (children[writer] != 0)
                continue;
            for (int number = 0; number < records; number++)
            {
                record.Fill((byte)number);
                record[0] = (byte)writer;
                Check.Same(RecordSize, Check.Value(pipe.Writer.Write(record)));
            }
            Process.Exit(0);
        }
        Check.Succeeded(pipe.Writer.Close());
        _next.AsSpan().Clear();
        for (int left = writers * records; left > 0; left--)
        {
            Check.Same(RecordSize, Check.Value(pipe.Reader.Read(record)));
            Check.That(record[0] < writers && !record[1..].ContainsAnyExcept((byte)_next[record[0]]));
            _next[record[0]]++;
        }
        Check.Same(0, Check.Value(pipe.Reader.Read(record)));
        Check.Succeeded(pipe.Reader.Close());
        for (int writer = 0; writer < writers; writer++)
            ExpectExit(children[writer]);
    }
}
