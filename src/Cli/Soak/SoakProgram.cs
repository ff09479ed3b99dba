// The programs that strain the system (tests/Machine.Programs), and how they are to be started.

namespace Xv6.Cli.Soak;

/// <param name="Name">What the user calls it.</param>
/// <param name="Program">The file in the image. It takes -s SEED and -d SECONDS, and begins each line that it prints with this name.</param>
/// <param name="BootArguments">One run for each, in equal parts of the time.</param>
public sealed record SoakProgram(string Name, string Program, params IReadOnlyList<string> BootArguments)
{
    /// <summary>The fuzzer runs under every edition: some numbers mean other calls there.</summary>
    public static readonly IReadOnlyList<SoakProgram> Known =
        [new("fuzz", "fuzz", "abi=2025", "abi=2024", "abi=2023"), new("random", "mix", "")];
}
