// Generates random C# methods, runs them on CoreCLR and compiled under qemu-riscv64, and reports every difference. A seed always makes
// the same methods, so a difference can be found again.
//
//     dotnet run --project tests/Compiler.Fuzz -- --seed 1 --count 20000
//
// Methods come in programs of 250; program N has the seed SEED + N. Sources and ELF files of programs with differences are kept.

using System.CommandLine;
using Xv6.Compiler.Fuzz;

Option<ulong> seed = new("--seed") { Description = "Seed of the first program", DefaultValueFactory = _ => 1 };
Option<int> count = new("--count") { Description = "Number of methods", DefaultValueFactory = _ => 20_000 };
Option<string> directory = new("--directory")
{
    Description = "Where the programs go",
    DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "xv6-compiler-fuzz"),
};
RootCommand command = new("Compares random C# methods on CoreCLR and compiled by the xv6# compiler.") { seed, count, directory };
command.SetAction(options => Fuzzer.Run(options.GetValue(seed), options.GetValue(count), options.GetRequiredValue(directory)));
return command.Parse(args).Invoke();
