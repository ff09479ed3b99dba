// benchlarge: a program with a megabyte of data in its file, every page of which it reads.

namespace Xv6.SystemBench;

[Program("benchlarge")]
internal static class LargeProgram
{
    private const int PageSize = 4096;

    /// <summary>Evaluated by the compiler, so that it is in the file.</summary>
    private static readonly byte[] s_data = MakeData();

    public static int Main()
    {
        int sum = 0;
        for (int i = 0; i < s_data.Length; i += PageSize)
            sum += s_data[i];
        return sum == s_data.Length / PageSize ? 0 : 1;
    }

    private static byte[] MakeData()
    {
        byte[] data = new byte[1 << 20];
        for (int i = 0; i < data.Length; i += PageSize)
            data[i] = 1;
        return data;
    }
}
