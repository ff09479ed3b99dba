// Says on standard error what a build is at, so that nobody wonders; a build with nothing to do says nothing.

using System.Diagnostics;

namespace Xv6.Cli.Build;

public static class BuildProgress
{
    /// <summary>A step that takes no longer than this isn't worth a word about its time.</summary>
    private static readonly TimeSpan s_noticeable = TimeSpan.FromSeconds(1);

    /// <summary>Runs a step that is known to have work to do.</summary>
    public static void Step(string what, Action step)
    {
        Console.Error.WriteLine($"xv6: {what}...");
        long start = Stopwatch.GetTimestamp();
        step();
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        if (taken > s_noticeable)
            Console.Error.WriteLine($"xv6: {what}: {taken.TotalSeconds:f1} s");
    }
}
