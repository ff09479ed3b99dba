// What only boot code reaches is marked as cold, and the panic; nothing else is.

using System.Text.RegularExpressions;
using Xunit;

namespace Xv6.Compiler.Tests;

public sealed partial class ColdCodeTests
{
    private const string Program =
        """
            [Export("boot")]
            [MayAllocate]
            public static unsafe int Boot(int value)
            {
                s_handler = &Handler;
                return OnlyBoot(value) + Both(value);
            }

            [Export("trap")]
            public static unsafe int Trap(int value) => Both(value) + s_handler(value);

            [MethodImpl(MethodImplOptions.NoInlining)]
            private static int OnlyBoot(int value) => value * 3;

            [MethodImpl(MethodImplOptions.NoInlining)]
            private static int Both(int value) => value * 5;

            [MethodImpl(MethodImplOptions.NoInlining)]
            private static int Handler(int value) => value * 7;

            private static unsafe delegate*<int, int> s_handler;
        """;

    [Fact]
    public void OnlyWhatBootCodeReachesIsCold()
    {
        string module = new ErrorSnippet(Program).CompileToModule(nameof(ColdCodeTests));
        Assert.Equal(["Snippet::OnlyBoot", "Snippet::Panic", "boot"], ColdDefinition().Matches(module).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Contains("@\"Snippet::Handler\"", module);
    }

    [GeneratedRegex("^define .*@\"([^\"]+)\".* cold( |$)", RegexOptions.Multiline)]
    private static partial Regex ColdDefinition();
}
