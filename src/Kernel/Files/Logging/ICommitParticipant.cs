// What the file system does at the stages of a commit.

using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Logging;

internal interface ICommitParticipant
{
    /// <summary>Writes file data that was changed so far to its place on disk, and waits for it.</summary>
    ErrorNumber WriteData();

    /// <summary>The running group has ended, and its commit begins; no transaction runs during this call. Must not sleep.</summary>
    /// <returns>Whether the group freed blocks that held metadata: then the log must be empty before they can be used again.</returns>
    bool GroupClosed();

    /// <summary>The group is on disk.</summary>
    void GroupCommitted();
}
