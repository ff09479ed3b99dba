// Decides whether an output has to be made again.
//
// An output is current if everything it was made from has the same content as then. Its fingerprint, a hash over the contents of all
// inputs, the options, and the tools' versions, is kept in a stamp file beside it (`kernel.elf.stamp`). Times of files play no part:
// a fresh clone, a touched file or a rebuilt but identical assembly cause no work.

using System.Security.Cryptography;
using System.Text;

namespace Xv6.Compiler.Toolchain;

/// <summary>
/// A hash over all that an output is made from. Every part counts with its length, so that neighbours can't run together.
/// </summary>
public sealed class Fingerprint : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>
    /// Starts with the identity of the compiler itself: builds are deterministic, so its module version id stands for its content.
    /// </summary>
    public Fingerprint() => Add(typeof(Fingerprint).Module.ModuleVersionId.ToString());

    public Fingerprint Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    public Fingerprint AddRange(IEnumerable<string> texts)
    {
        foreach (string text in texts)
            Add(text);
        return Add("");
    }

    /// <summary>Adds a file's content (not its path, so that a tree can be moved).</summary>
    /// <exception cref="ToolchainException">There is no such file.</exception>
    public Fingerprint AddFile(string path) =>
        File.Exists(path) ? Add(File.ReadAllBytes(path)) : throw new ToolchainException($"{path}: no such file.");

    public Fingerprint AddFiles(IEnumerable<string> paths)
    {
        foreach (string path in paths)
            AddFile(path);
        return Add("");
    }

    private Fingerprint Add(ReadOnlySpan<byte> content)
    {
        _hash.AppendData(BitConverter.GetBytes(content.Length));
        _hash.AppendData(content);
        return this;
    }

    public override string ToString() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();
}
