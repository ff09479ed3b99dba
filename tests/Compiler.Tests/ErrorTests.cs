// Everything that the compiler does not support is an error with a code, the line at fault, and the calls that lead there.

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;
using Xv6.Compiler.Harness;

namespace Xv6.Compiler.Tests;

public sealed class ErrorTests
{
    [Fact, Reports(ErrorCode.UnsupportedInstruction)]
    public void TypedReferenceIsUnsupportedInstruction() => ExpectAtMarker(new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => Middle(value);

            private static int Middle(int value)
            {
                TypedReference reference = __makeref(value); // here
                return __refvalue(reference, int);
            }
        """));

    [Fact, Reports(ErrorCode.ExceptionHandler)]
    public void CatchIsAnError() => ExpectAtMarker(new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => Middle(value);

            private static int Middle(int value)
            {
                try
                {
                    return 10 / value; // here
                }
                catch (DivideByZeroException)
                {
                    return 0;
                }
            }
        """));

    [Fact, Reports(ErrorCode.ExceptionHandler)]
    public void ExceptionFilterIsAnError() => Expect(new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => Middle(value);

            private static int Middle(int value)
            {
                try
                {
                    return 10 / value;
                }
                catch (Exception) when (value > 5)
                {
                    return 0;
                }
            }
        """));

    [Fact, Reports(ErrorCode.MethodWithoutBody)]
    public void ExternMethodHasNoBody() => ExpectAtMarker(new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => Middle(value);

            private static int Middle(int value) => getpid() + value; // here

            [DllImport("c")]
            private static extern int getpid();
        """));

    [Fact, Reports(ErrorCode.UnknownIntrinsic)]
    public void UnknownIntrinsicIsAnError()
    {
        string call = RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? "(int)System.Runtime.Intrinsics.X86.Lzcnt.LeadingZeroCount((uint)value)"
            : "System.Runtime.Intrinsics.Arm.ArmBase.LeadingZeroCount(value)";
        Expect(new ErrorSnippet(
            $$"""
                [Export("root")]
                public static int Root(int value) => Middle(value);

                private static int Middle(int value) => {{call}};
            """));
    }

    [Fact, Reports(ErrorCode.Allocation)]
    public void AllocationInTheKernelIsAnError() => ExpectAtMarker(new ErrorSnippet(
        """
            [Export("root")]
            public static void Root(int value) => Middle(value);

            private static void Middle(int value) => s_kept = new object(); // here

            private static object? s_kept;
        """, CompilationTarget.Kernel));

    [Theory, Reports(ErrorCode.Allocation)]
    [InlineData("new int[value]")]
    [InlineData("(object)value")]
    [InlineData("(Func<int>)(() => value)")]
    public void EveryWayToAllocateIsFound(string expression) => Expect(new ErrorSnippet(
        $$"""
            [Export("root")]
            public static void Root(int value) => Middle(value);

            private static void Middle(int value) => s_kept = {{expression}};

            private static object? s_kept;
        """, CompilationTarget.Kernel));

    [Fact, Reports(ErrorCode.FloatingPoint)]
    public void FloatingPointInTheKernelIsAnError() => ExpectAtMarker(new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => Middle(value);

            private static int Middle(int value) => (int)(value * 1.5); // here
        """, CompilationTarget.Kernel));

    [Fact, Reports(ErrorCode.RuntimeService)]
    public void MissingRuntimeServiceIsAnError() => ExpectMessage("RuntimeService.Panic", new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => Middle(value);

            private static int Middle(int value) => 10 / value;
        """, HasServices: false));

    [Fact, Reports(ErrorCode.UnsupportedConstruct)]
    public void MultiDimensionalArrayIsUnsupported() => ExpectAtMarker(new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => Middle(value);

            private static int Middle(int value) => new int[value, value].Length; // here
        """));

    [Fact, Reports(ErrorCode.ThreadStatic)]
    public void ThreadStaticIsAnError() => ExpectAtMarker(new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => Middle(value);

            private static int Middle(int value) => s_counter += value; // here

            [ThreadStatic]
            private static int s_counter;
        """));

    [Fact, Reports(ErrorCode.Metadata)]
    public void MissingAssemblyIsAnError()
    {
        string directory = Path.Combine(AppContext.BaseDirectory, "work", "errors", "reference");
        string library = CSharpSource.Compile("public static class Absent { public static int Twice(int value) => value * 2; }", "Absent", directory);
        ExpectMessage("Absent", new ErrorSnippet(
            """
                [Export("root")]
                public static int Root(int value) => Middle(value);

                private static int Middle(int value) => Absent.Twice(value);
            """, Reference: library));
    }

    [Fact, Reports(ErrorCode.Attribute)]
    public void TwoExportsOfOneSymbolAreAnError() => ExpectMessage("root", new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => value;

            [Export("root")]
            public static int Other(int value) => value + 1;
        """));

    [Fact, Reports(ErrorCode.Attribute)]
    public void ExportOfGenericMethodIsAnError() => ExpectMessage("Root", new ErrorSnippet(
        """
            [Export("root")]
            public static T Root<T>(T value) => value;
        """));

    [Fact, Reports(ErrorCode.EntryPoint)]
    public void MissingEntryClassIsAnError() => ExpectMessage("Missing", new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => value;
        """, EntryClass: "Missing"));

    [Fact, Reports(ErrorCode.Toolchain)]
    public void FailureOfClangIsReported() => ExpectMessage("--no-such-option", new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => value;
        """, ClangArgument: "--no-such-option"));

    [Fact, Reports(ErrorCode.EntryPoint)]
    public void AsynchronousMainIsAnError() => ExpectMessage("await is not supported", new ErrorSnippet(
        """
            public static async System.Threading.Tasks.Task Main() => await System.Threading.Tasks.Task.Yield();
        """, EntryClass: "Snippet"));

    [Theory, Reports(ErrorCode.Reflection)]
    [InlineData("_ = typeof(Snippet).GetMethods();", "GetMethods")]
    [InlineData("_ = typeof(Snippet).Name;", "get_Name")]
    [InlineData("_ = typeof(Snippet).ToString();", "ToString")]
    [InlineData("_ = new Plain().GetType().ToString();", "ToString")]
    [InlineData("_ = new Plain().ToString();", "ToString of Snippet.Plain")]
    [InlineData("_ = default(Named).ToString();", "ToString of Snippet.Named")]
    [InlineData("_ = default(Named).Equals(value);", "Equals of Snippet.Named")]
    [InlineData("_ = default(Named).GetHashCode();", "GetHashCode of Snippet.Named")]
    [InlineData("_ = ((Colour)value).ToString();", "ToString of Snippet.Colour")]
    [InlineData("object colour = (Colour)value; _ = colour.ToString();", "ToString of Snippet.Colour")]
    [InlineData("_ = \"colour \" + (Colour)value;", "ToString of Snippet.Colour")]
    [InlineData("_ = Enum.Parse<Colour>(\"Red\");", "GetEnumUnderlyingType")]
    public void ReflectionIsAnError(string statement, string text) => ExpectOfStatement(statement, text);

    [Theory, Reports(ErrorCode.UnsupportedConstruct)]
    [InlineData("lock (s_gate) { }", "lock")]
    [InlineData("new System.Threading.Thread(() => { }).Start();", "threads are not supported")]
    [InlineData("System.Threading.Tasks.Task.Run(() => { });", "tasks are not supported")]
    [InlineData("Wait();", "async methods are not supported")]
    [InlineData("_ = System.IO.File.ReadAllText(\"x\");", "System.IO is not supported")]
    [InlineData("_ = new System.Text.RegularExpressions.Regex(\"x\");", "regular expressions are not supported")]
    [InlineData("_ = System.Net.Dns.GetHostName();", "network")]
    [InlineData("System.Linq.Expressions.Expression<Func<int>> tree = () => value;", "expression trees are not supported")]
    public void MissingPartsOfTheLibraryAreNamed(string statement, string text) => ExpectOfStatement(statement, text);

    [Theory, Reports(ErrorCode.MethodWithoutBody)]
    [InlineData("_ = Math.Sin(value);", "System.Math::Sin")]
    [InlineData("GC.Collect();", "needed by System.GC::")]
    public void WhatTheRuntimeProvidesIsShownWhereItIsUsed(string statement, string text) => ExpectOfStatement(statement, text);

    [Fact, Reports(ErrorCode.StaticConstructor)]
    public void StaticConstructorThatRunsAtTheStartIsAWarning()
    {
        CompilationResult result = new ErrorSnippet(
            """
                [Export("root")]
                public static long Root(int value) => s_cycles + value;

                private static readonly long s_cycles = Cycles();

                [InlineAssembly("rdcycle $0", "=r")]
                private static long Cycles() => 0;
            """).Compile(nameof(StaticConstructorThatRunsAtTheStartIsAWarning));
        Assert.Contains(result.Diagnostics, diagnostic => !diagnostic.IsError && diagnostic.Code == Expected().Text
            && diagnostic.Message.Contains("Snippet", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryErrorHasATest() => Assert.Empty(
        Enum.GetValues<ErrorCode>().Except(typeof(ErrorTests).GetMethods().Select(method => method.GetCustomAttribute<ReportsAttribute>()?.Code ?? default)));

    [Fact]
    public void UnreachableCodeIsNotLookedAt()
    {
        CompilationResult result = new ErrorSnippet(
            """
                [Export("root")]
                public static int Root(int value) => typeof(int) == typeof(long) ? Middle(value) : value;

                private static int Middle(int value) => new int[value, value].Length;
            """, ClangArgument: "--no-such-option").Compile(nameof(UnreachableCodeIsNotLookedAt));
        Assert.Equal("XC0013", Assert.Single(result.Diagnostics).Code); // clang's, on purpose: up to there everything went well
    }

    [Fact]
    public void AllocationIsAllowedWhereMarked()
    {
        CompilationResult result = new ErrorSnippet(
            """
                [Export("root")]
                [MayAllocate]
                public static void Root(int value) => Middle(value);

                private static void Middle(int value) => s_kept = new object();

                private static object? s_kept;
            """, CompilationTarget.Kernel, ClangArgument: "--no-such-option").Compile(nameof(AllocationIsAllowedWhereMarked));
        Assert.Equal("XC0013", Assert.Single(result.Diagnostics).Code); // clang's, on purpose: up to there everything went well
    }

    private static ReportsAttribute Expected([CallerMemberName] string name = "") =>
        typeof(ErrorTests).GetMethod(name)!.GetCustomAttribute<ReportsAttribute>()!;

    private static Diagnostic Expect(ErrorSnippet snippet, [CallerMemberName] string name = "")
    {
        CompilationResult result = snippet.Compile(name);
        Assert.False(result.Succeeded);
        Diagnostic error = Assert.Single(result.Diagnostics, diagnostic => diagnostic.IsError);
        Assert.Equal(Expected(name).Text, error.Code);
        Assert.Contains(error.CallChain, link => link.Contains("Snippet", StringComparison.Ordinal) && link.Contains("Root", StringComparison.Ordinal));
        return error;
    }

    private static Diagnostic ExpectAtMarker(ErrorSnippet snippet, [CallerMemberName] string name = "")
    {
        Diagnostic error = Expect(snippet, name);
        Assert.Contains(snippet.FaultLocation(name), error.Location, StringComparison.Ordinal);
        return error;
    }

    private static void ExpectOfStatement(string statement, string text, [CallerMemberName] string name = "")
    {
        Diagnostic error = ExpectAtMarker(new ErrorSnippet(
            $$"""
                [Export("root")]
                public static int Root(int value) => Middle(value);

                private static int Middle(int value)
                {
                    {{statement}} // here
                    return value;
                }

                private static async void Wait() => await System.Threading.Tasks.Task.Yield();

                private static readonly object s_gate = new();

                private enum Colour
                {
                    Red,
                }

                private sealed class Plain;

                private struct Named
                {
                    public string? Name;
                }
            """), name);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    private static void ExpectMessage(string text, ErrorSnippet snippet, [CallerMemberName] string name = "")
    {
        CompilationResult result = snippet.Compile(name);
        Assert.False(result.Succeeded);
        Assert.Contains(
            result.Diagnostics,
            diagnostic => diagnostic.Code == Expected(name).Text && diagnostic.Message.Contains(text, StringComparison.Ordinal));
    }
}
