// One generated program: a seed and a number of methods make the same source on every machine.

using System.Text;

namespace Xv6.Compiler.Harness.Generation;

public static class RandomProgram
{
    private const int MaximumDepth = 3;

    /// <summary>The source of a program with so many methods, each a case.</summary>
    public static string Generate(ulong seed, int methods)
    {
        SeededRandom random = new(seed);
        TypeUniverse universe = new(random);
        StringBuilder source = new();
        source.AppendLine(
            $"""
            // Generated with seed {seed}.
            #nullable disable
            using System;
            using System.Numerics;
            using System.Runtime.CompilerServices;
            using System.Runtime.InteropServices;
            using System.Threading;
            using Xv6.Compiler.Cases.Runtime;

            namespace Generated;

            """);
        source.Append(universe.Source);
        source.AppendLine("public static unsafe class RandomCases");
        source.AppendLine("{");
        for (int index = 0; index < methods; index++)
            AppendMethod(source, random, universe, index);
        source.AppendLine("}");
        return source.ToString();
    }

    private static void AppendMethod(StringBuilder source, SeededRandom random, TypeUniverse universe, int index)
    {
        StatementGenerator statements = new(random, universe, new ExpressionGenerator(random, universe));
        Scope scope = new();
        for (int count = 3 + random.Below(6); count > 0; count--)
            statements.DeclareVariable(scope);
        for (int count = random.Below(3); count > 0; count--)
            statements.DeclareSequence(scope);
        for (int count = random.Below(3); count > 0; count--)
            statements.DeclareObject(scope);
        statements.Block(scope, 4 + random.Below(10), MaximumDepth);
        statements.ReportAll(scope);

        // Each is called from one place only, and LLVM would make one function of them all, which takes it much longer.
        source.AppendLine("    [MethodImpl(MethodImplOptions.NoInlining)]");
        source.AppendLine($"    public static void Method{index}()");
        source.AppendLine("    {");
        source.AppendLine("        unchecked");
        source.AppendLine("        {");
        source.Append(statements.Text);
        source.AppendLine("        }");
        source.AppendLine("    }");
    }
}
