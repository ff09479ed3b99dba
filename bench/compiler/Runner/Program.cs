// Compares the compiler's code with clang's: the same algorithms in C# and C, dynamic instructions counted by QEMU (-icount, so the
// numbers are exact and repeat). Prints a table in Markdown; with a file name, writes it there, under the line that begins "| kernel".
//
//     dotnet run --project bench/compiler/Runner [-- docs/compiler-benchmarks.md]

using Xv6.CompilerBench;

string work = Path.Combine(AppContext.BaseDirectory, "work");
Directory.CreateDirectory(work);

IReadOnlyList<Measurement> fromC = BenchmarkMachine.Run(BenchmarkImages.BuildC(work));
IReadOnlyList<Measurement> fromCSharp = BenchmarkMachine.Run(BenchmarkImages.BuildCSharp(work));
string table = ComparisonTable.Format(fromC, fromCSharp);
Console.Write(table);
if (args is [string document])
    ComparisonTable.ReplaceIn(document, table);
