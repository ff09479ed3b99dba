// Everything that the compiler does not support is an error with a code, the line at fault, and the calls that lead there.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;
using Xv6.Compiler.Harness;

namespace Xv6.Compiler.Tests;

public sealed class ErrorTests
{
    [Fact]
    public void TypedReferenceIsUnsupportedInstruction() => ExpectAtMarker("XC0001", new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => Middle(value);

            private static int Middle(int value)
            {
                TypedReference reference = __makeref(value); // here
                return __refvalue(reference, int);
            }
        """));

    [Fact]
    public void CatchIsAnError() => ExpectAtMarker("XC0002", new ErrorSnippet(
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

    [Fact]
    public void ExceptionFilterIsAnError() => Expect("XC0002", new ErrorSnippet(
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

    [Fact]
    public void ExternMethodHasNoBody() => ExpectAtMarker("XC0003", new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => Middle(value);

            private static int Middle(int value) => getpid() + value; // here

            [DllImport("c")]
            private static extern int getpid();
        """));

    [Fact]
    public void UnknownIntrinsicIsAnError()
    {
        string call = RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? "(int)System.Runtime.Intrinsics.X86.Lzcnt.LeadingZeroCount((uint)value)"
            : "System.Runtime.Intrinsics.Arm.ArmBase.LeadingZeroCount(value)";
        Expect("XC0004", new ErrorSnippet(
            $$"""
                [Export("root")]
                public static int Root(int value) => Middle(value);

                private static int Middle(int value) => {{call}};
            """));
    }

    [Fact]
    public void AllocationInTheKernelIsAnError() => ExpectAtMarker("XC0005", new ErrorSnippet(
        """
            [Export("root")]
            public static void Root(int value) => Middle(value);

            private static void Middle(int value) => s_kept = new object(); // here

            private static object? s_kept;
        """, CompilationTarget.Kernel));

    [Theory]
    [InlineData("new int[value]")]
    [InlineData("(object)value")]
    [InlineData("(Func<int>)(() => value)")]
    public void EveryWayToAllocateIsFound(string expression) => Expect("XC0005", new ErrorSnippet(
        $$"""
            [Export("root")]
            public static void Root(int value) => Middle(value);

            private static void Middle(int value) => s_kept = {{expression}};

            private static object? s_kept;
        """, CompilationTarget.Kernel));

    [Fact]
    public void FloatingPointInTheKernelIsAnError() => ExpectAtMarker("XC0006", new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => Middle(value);

            private static int Middle(int value) => (int)(value * 1.5); // here
        """, CompilationTarget.Kernel));

    [Fact]
    public void MissingRuntimeServiceIsAnError()
    {
        CompilationResult result = new ErrorSnippet(
            """
                [Export("root")]
                public static int Root(int value) => Middle(value);

                private static int Middle(int value) => 10 / value;
            """, HasServices: false).Compile(nameof(MissingRuntimeServiceIsAnError));
        Assert.False(result.Succeeded);
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Code == "XC0007");
    }

    [Fact]
    public void MultiDimensionalArrayIsUnsupported() => ExpectAtMarker("XC0008", new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => Middle(value);

            private static int Middle(int value) => new int[value, value].Length; // here
        """));

    [Fact]
    public void ThreadStaticIsAnError() => ExpectAtMarker("XC0009", new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => Middle(value);

            private static int Middle(int value) => s_counter += value; // here

            [ThreadStatic]
            private static int s_counter;
        """));

    [Fact]
    public void MissingAssemblyIsAnError()
    {
        string directory = Path.Combine(AppContext.BaseDirectory, "work", "errors", "reference");
        string library = CSharpSource.Compile("public static class Absent { public static int Twice(int value) => value * 2; }", "Absent", directory);
        ErrorSnippet snippet = new(
            """
                [Export("root")]
                public static int Root(int value) => Middle(value);

                private static int Middle(int value) => Absent.Twice(value);
            """, Reference: library);
        CompilationResult result = snippet.Compile(nameof(MissingAssemblyIsAnError));
        Assert.False(result.Succeeded);
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Code == "XC0010" && diagnostic.Message.Contains("Absent", StringComparison.Ordinal));
    }

    [Fact]
    public void TwoExportsOfOneSymbolAreAnError() => ExpectMessage("XC0011", "root", new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => value;

            [Export("root")]
            public static int Other(int value) => value + 1;
        """));

    [Fact]
    public void ExportOfGenericMethodIsAnError() => ExpectMessage("XC0011", "Root", new ErrorSnippet(
        """
            [Export("root")]
            public static T Root<T>(T value) => value;
        """));

    [Fact]
    public void MissingEntryClassIsAnError() => ExpectMessage("XC0012", "Missing", new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => value;
        """, EntryClass: "Missing"));

    [Fact]
    public void FailureOfClangIsReported() => ExpectMessage("XC0013", "--no-such-option", new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => value;
        """, ClangArgument: "--no-such-option"));

    [Fact]
    public void ReflectionIsAnError() => Expect("XC0014", new ErrorSnippet(
        """
            [Export("root")]
            public static int Root(int value) => Middle(value);

            private static int Middle(int value) => typeof(Snippet).GetMethods().Length + value;
        """));

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

    private static Diagnostic Expect(string code, ErrorSnippet snippet, [CallerMemberName] string name = "")
    {
        CompilationResult result = snippet.Compile(name);
        Assert.False(result.Succeeded);
        Diagnostic error = Assert.Single(result.Diagnostics, diagnostic => diagnostic.IsError);
        Assert.Equal(code, error.Code);
        Assert.Contains(error.CallChain, link => link.Contains("Snippet", StringComparison.Ordinal) && link.Contains("Root", StringComparison.Ordinal));
        return error;
    }

    private static void ExpectAtMarker(string code, ErrorSnippet snippet, [CallerMemberName] string name = "")
    {
        Diagnostic error = Expect(code, snippet, name);
        Assert.Contains(snippet.FaultLocation(name), error.Location, StringComparison.Ordinal);
    }

    private static void ExpectMessage(
        string code, string text, ErrorSnippet snippet, [CallerMemberName] string name = "")
    {
        CompilationResult result = snippet.Compile(name);
        Assert.False(result.Succeeded);
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Code == code && diagnostic.Message.Contains(text, StringComparison.Ordinal));
    }
}
