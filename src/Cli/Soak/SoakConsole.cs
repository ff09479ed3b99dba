// What a machine under strain says: all of it goes to a file, a line now and then to the user.

using System.Diagnostics;
using System.Text;

namespace Xv6.Cli.Soak;

/// <summary>The lines in which the program names its seeds are its signs of life: two a round.</summary>
public sealed class SoakConsole(SoakProgram program, string log) : IDisposable
{
    private const int ShownEnd = 6000;
    private const int LongestLine = 4096;

    /// <summary>A busy host is slow; longer than this no round takes.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    private readonly FileStream _log = new(log, FileMode.Create, FileAccess.Write, FileShare.Read);
    private readonly byte[] _sign = Encoding.UTF8.GetBytes(program.Program + ": seed ");
    private readonly List<byte> _line = [];
    private long _lastSign = Stopwatch.GetTimestamp();
    private long _lastShown;

    /// <summary>True if the program has not shown for minutes that it goes on.</summary>
    public bool IsSilent => Stopwatch.GetElapsedTime(Volatile.Read(ref _lastSign)) > s_patience;

    public static string End(string log)
    {
        using FileStream file = File.OpenRead(log);
        file.Seek(-Math.Min(file.Length, ShownEnd), SeekOrigin.End);
        using StreamReader reader = new(file);
        return string.Concat(reader.ReadToEnd().Select(character => char.IsControl(character) && character != '\n' ? '?' : character));
    }

    public async Task Copy(Stream console)
    {
        byte[] buffer = new byte[64 * 1024];
        int count;
        while ((count = await console.ReadAsync(buffer)) > 0)
        {
            _log.Write(buffer, 0, count);
            _log.Flush();
            foreach (byte character in buffer.AsSpan(0, count))
                Add(character);
        }
    }

    public void Dispose() => _log.Dispose();

    private void Add(byte character)
    {
        if (character != '\n')
        {
            _line.Add(character);
            if (_line.Count < LongestLine)
                return;
        }

        // Something else on the console may precede it in the line.
        Span<byte> line = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_line);
        int start = line.LastIndexOf(_sign);
        if (start >= 0)
        {
            Volatile.Write(ref _lastSign, Stopwatch.GetTimestamp());
            if (Stopwatch.GetElapsedTime(_lastShown) > s_pause)
            {
                Console.WriteLine($"{DateTime.Now:HH:mm:ss} {Encoding.UTF8.GetString(line[start..])}");
                _lastShown = Stopwatch.GetTimestamp();
            }
        }

        _line.Clear();
    }
}
