// Runs generated programs one after the other and counts.

using Xv6.Compiler.Harness;

namespace Xv6.Compiler.Fuzz;

internal static class Fuzzer
{
    private const int MethodsPerProgram = 250;
    private const int ShownDifferences = 20;

    /// <returns>0 if every method did the same on both sides, else 1.</returns>
    public static int Run(ulong firstSeed, int count, string directory)
    {
        int done = 0;
        int differences = 0;
        for (ulong seed = firstSeed; done < count; seed++)
        {
            int methods = Math.Min(MethodsPerProgram, count - done);
            string programDirectory = Path.Combine(directory, $"seed{seed}");
            Comparison[] different = [.. RandomRun.Run(seed, methods, programDirectory).Where(comparison => !comparison.Agrees)];
            foreach (Comparison comparison in different.Take(Math.Max(0, ShownDifferences - differences)))
                Console.WriteLine(comparison);
            differences += different.Length;
            done += methods;
            if (different.Length == 0)
                Directory.Delete(programDirectory, recursive: true);
            Console.WriteLine($"seed {seed}: {done} methods, {differences} differences{(different.Length > 0 ? $" (see {programDirectory})" : "")}");
        }
        return differences == 0 ? 0 : 1;
    }
}
