// tr: replaces characters of one set by those of another, or deletes them (-d), or squeezes repeated ones (-s).

namespace Xv6.Programs;

[Program("tr")]
internal static class Translate
{
    public static int Main(Arguments arguments)
    {
        bool deletes = false;
        bool squeezes = false;
        OptionReader options = new(arguments, "tr [-ds] SET [SET]"u8);
        while (options.MoveNext())
        {
            if (options.Letter is not ('d' or 's'))
                return options.Stop();
            deletes |= options.Letter == 'd';
            squeezes |= options.Letter == 's';
        }
        if (options.OperandCount != (deletes || (squeezes && options.OperandCount == 1) ? 1 : 2))
            return options.StopAtOperands();
        List<byte> from = Expand(arguments[options.FirstOperand]);
        List<byte> to = options.OperandCount > 1 ? Expand(arguments[options.FirstOperand + 1]) : from;
        if (from.Count == 0 || to.Count == 0)
            return options.StopAtOperands();

        int[] map = MakeMap(from, to, deletes);
        bool[] isSqueezed = new bool[256];
        foreach (byte value in to)
            isSqueezed[value] = squeezes;
        return Copy(map, isSqueezed);
    }

    /// <summary>Ranges such as a-z, and \n, \t, \\ in a set.</summary>
    private static List<byte> Expand(ReadOnlySpan<byte> set)
    {
        List<byte> values = [];
        for (int i = 0; i < set.Length; i++)
        {
            byte value = set[i];
            if (value == '\\' && i + 1 < set.Length)
                value = set[++i] switch { (byte)'n' => (byte)'\n', (byte)'t' => (byte)'\t', (byte)'r' => (byte)'\r', _ => set[i] };
            bool isRange = i + 2 < set.Length && set[i + 1] == '-';
            int last = isRange ? set[i + 2] : value;
            for (int member = value; member <= last; member++)
                values.Add((byte)member);
            i += isRange ? 2 : 0;
        }
        return values;
    }

    /// <summary>What each byte becomes; -1 = nothing. The second set's last member stands for those that it lacks.</summary>
    private static int[] MakeMap(List<byte> from, List<byte> to, bool deletes)
    {
        int[] map = new int[256];
        for (int value = 0; value < map.Length; value++)
            map[value] = value;
        for (int i = 0; i < from.Count; i++)
            map[from[i]] = deletes ? -1 : to[Math.Min(i, to.Count - 1)];
        return map;
    }

    private static int Copy(int[] map, bool[] isSqueezed)
    {
        byte[] buffer = new byte[4096];
        int previous = -1;
        ErrorNumber error;
        while (FileDescriptor.Input.Read(buffer).Try(out int count, out error) && count > 0)
        {
            foreach (byte value in buffer.AsSpan(0, count))
            {
                int mapped = map[value];
                if (mapped < 0 || (mapped == previous && isSqueezed[mapped]))
                    continue;
                previous = mapped;
                Console.Out.WriteByte((byte)mapped);
            }
        }
        return error == ErrorNumber.None ? 0 : Failure.Report("standard input"u8, error);
    }
}
