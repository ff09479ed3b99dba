// Pipes: sizes, ends, order, many writers and readers, and ends that go away while somebody waits.

namespace Xv6.MachinePrograms.Suite;

internal static class PipeChecks
{
    private const int RecordSize = 64;

    private static readonly byte[] s_buffer = new byte[20_000];

    public static void NothingIsReadOrWritten()
    {
        Pipe pipe = Check.Value(Pipe.Create());
        Check.Same(0, Check.Value(pipe.Writer.Write([])));
        Check.Same(3, Check.Value(pipe.Writer.Write("abc"u8)));
        Check.Same(0, Check.Value(pipe.Reader.Read([])));
        Check.Same(3, Check.Value(pipe.Reader.Read(s_buffer)));
    }

    /// <summary>A read takes what is there; a write waits until all of it is.</summary>
    public static void ReadsTakeWhatIsThere()
    {
        Pipe pipe = Check.Value(Pipe.Create());
        Check.Same(5, Check.Value(pipe.Writer.Write("first"u8)));
        Check.Same(6, Check.Value(pipe.Writer.Write("second"u8)));
        Check.Same(2, Check.Value(pipe.Reader.Read(s_buffer.AsSpan(0, 2))));
        Check.Same(9, Check.Value(pipe.Reader.Read(s_buffer.AsSpan(2))));
        Check.That(s_buffer.AsSpan(0, 11).SequenceEqual("firstsecond"u8));
        int writer = Child.Start(() =>
        {
            Check.Succeeded(pipe.Reader.Close());
            Check.Same(s_buffer.Length, Check.Value(pipe.Writer.Write(s_buffer)));
        });
        Check.Succeeded(pipe.Writer.Close());
        int received = 0, count;
        while ((count = Check.Value(pipe.Reader.Read(s_buffer.AsSpan(0, 1000)))) > 0)
            received += count;
        Check.Same(s_buffer.Length, received);
        Child.Expect(0, writer);
    }

    /// <summary>The end of the file comes with the last writer, whichever process has it.</summary>
    public static void TheEndComesWithTheLastWriter()
    {
        Pipe pipe = Check.Value(Pipe.Create());
        Child.StartMany(4, number =>
        {
            Process.Sleep(number % 2);
            Check.Same(1, Check.Value(pipe.Writer.Write("x"u8)));
        });
        FileDescriptor second = Check.Value(pipe.Writer.Duplicate());
        Check.Succeeded(pipe.Writer.Close());
        for (int i = 0; i < 4; i++)
            Check.Same(1, Check.Value(pipe.Reader.Read(s_buffer.AsSpan(0, 1))));
        Child.ExpectAll(4);
        int waiting = Child.Start(() =>
        {
            Check.Succeeded(second.Close());
            Check.Same(0, Check.Value(pipe.Reader.Read(s_buffer)));
        });
        Child.AwaitSleep(waiting);
        Check.Succeeded(second.Close());
        Child.Expect(0, waiting);
    }

    public static void WritingWithoutReaders()
    {
        Pipe pipe = Check.Value(Pipe.Create());
        Check.Succeeded(pipe.Reader.Close());
        Check.Failed(ErrorNumber.BrokenPipe, pipe.Writer.Write("x"u8).Error);
        Check.Failed(ErrorNumber.BrokenPipe, pipe.Writer.Write(s_buffer).Error);
    }

    /// <summary>Writers that sleep on a full pipe are told when the last reader goes.</summary>
    public static void SleepingWritersLearnThatNobodyReads()
    {
        Pipe pipe = Check.Value(Pipe.Create());
        Child.StartMany(4, _ =>
        {
            pipe.Reader.Close();
            while (pipe.Writer.Write(s_buffer).Try(out int _, out ErrorNumber error) || error != ErrorNumber.BrokenPipe)
                Check.Succeeded(error);
        });
        Process.Sleep(2);
        pipe.Close();
        Child.ExpectAll(4);
    }

    /// <summary>Each of many writers' records comes whole and in its writer's order.</summary>
    public static void ManyWriters() => SendRecords(writers: 16, readers: 1, records: 60);

    /// <summary>Each record is read once, by whoever.</summary>
    public static void ManyWritersAndReaders() => SendRecords(writers: 8, readers: 4, records: 60);

    public static void AWriterThatIsKilledHarmsNobody()
    {
        Pipe pipe = Check.Value(Pipe.Create());
        int victim = Child.Start(() =>
        {
            while (true)
                pipe.Writer.Write(s_buffer);
        });
        Child.AwaitSleep(victim);
        int other = Child.Start(() => Check.Same(3, Check.Value(pipe.Writer.Write("end"u8))));
        Check.Succeeded(Process.Kill(victim));
        Child.Expect(Child.Killed, victim);
        Check.Succeeded(pipe.Writer.Close());
        int count, last = 0;
        while ((count = Check.Value(pipe.Reader.Read(s_buffer))) > 0)
            last = count;
        Check.That(last >= 3 && s_buffer.AsSpan(last - 3, 3).SequenceEqual("end"u8));
        Child.Expect(0, other);
    }

    /// <summary>Much goes through a chain of processes, as in a shell's pipeline.</summary>
    public static void AChainOfProcesses()
    {
        const int Links = 10, Total = 100_000;
        FileDescriptor source = default;
        for (int link = 0; link < Links; link++)
        {
            Pipe pipe = Check.Value(Pipe.Create());
            FileDescriptor input = source;
            bool isFirst = link == 0;
            Child.Start(() =>
            {
                pipe.Reader.Close();
                if (isFirst)
                    Produce(pipe.Writer, Total);
                else
                    Copy(input, pipe.Writer);
            });
            Check.Succeeded(pipe.Writer.Close());
            if (!isFirst)
                Check.Succeeded(source.Close());
            source = pipe.Reader;
        }
        int received = 0, count;
        while ((count = Check.Value(source.Read(s_buffer))) > 0)
        {
            for (int i = 0; i < count; i++, received++)
                Check.Same((byte)(received * 7), s_buffer[i]);
        }
        Check.Same(Total, received);
        Child.ExpectAll(Links);
    }

    private static void Produce(FileDescriptor target, int total)
    {
        for (int sent = 0; sent < total;)
        {
            int count = Math.Min(1 + sent % 3000, total - sent);
            for (int i = 0; i < count; i++)
                s_buffer[i] = (byte)((sent + i) * 7);
            Check.Succeeded(target.WriteAll(s_buffer.AsSpan(0, count)));
            sent += count;
        }
    }

    private static void Copy(FileDescriptor source, FileDescriptor target)
    {
        int count;
        while ((count = Check.Value(source.Read(s_buffer.AsSpan(0, 1777)))) > 0)
            Check.Succeeded(target.WriteAll(s_buffer.AsSpan(0, count)));
    }

    private static void SendRecords(int writers, int readers, int records)
    {
        Pipe pipe = Check.Value(Pipe.Create()), results = Check.Value(Pipe.Create());
        Child.StartMany(writers, writer =>
        {
            Span<byte> record = stackalloc byte[RecordSize];
            for (int number = 0; number < records; number++)
            {
                record.Fill((byte)number);
                record[0] = (byte)writer;
                Check.Same(RecordSize, Check.Value(pipe.Writer.Write(record)));
            }
        });
        Check.Succeeded(pipe.Writer.Close());
        Child.StartMany(readers, _ =>
        {
            Span<byte> counts = stackalloc byte[writers];
            int total = ReceiveRecords(pipe.Reader, counts, isAlone: readers == 1);
            Check.Same(1, Check.Value(results.Writer.Write([(byte)(total % 256)])));
        });
        Child.ExpectAll(writers + readers);
        int sum = 0;
        for (int i = 0; i < readers; i++)
        {
            Check.Same(1, Check.Value(results.Reader.Read(s_buffer.AsSpan(0, 1))));
            sum += s_buffer[0];
        }
        Check.Same(writers * records % 256, sum % 256);
    }

    // A reader sees the records of one writer in order; all of them if it is the only reader.
    private static int ReceiveRecords(FileDescriptor reader, Span<byte> next, bool isAlone)
    {
        Span<byte> record = stackalloc byte[RecordSize];
        int total = 0, count;
        while ((count = Check.Value(reader.Read(record))) > 0)
        {
            Check.Same(RecordSize, count);
            byte writer = record[0], number = record[1];
            Check.That(writer < next.Length && !record[1..].ContainsAnyExcept(number));
            Check.That(isAlone ? number == next[writer] : number >= next[writer]);
            next[writer] = (byte)(number + 1);
            total++;
        }
        return total;
    }
}
