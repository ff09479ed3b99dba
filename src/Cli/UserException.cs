// The one way in which a command says that it can't do what was asked.

namespace Xv6.Cli;

/// <summary>A request that can't be carried out as given. The message is one sentence that says what to do about it.</summary>
public sealed class UserException(string message) : Exception(message)
{
    /// <summary>What the command exits with.</summary>
    public const int ExitStatus = 2;
}
