// What harts have to forget about an address space, and what each of them knows already.
//
// Each change that takes something away (a page, a right, the frame behind a page) gives the address space a new version. A hart's
// record says up to which version its translation cache is right; HartTranslations brings it up to date before user mode runs there.
//
// No lock: only the process itself changes its address space and goes to user mode in it. Versions never go back, not even when
// the object is used for another address space: so nothing that a hart knew about the one before can pass for right.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Xv6.Kernel.Foundation;

namespace Xv6.Kernel.Memory;

internal struct TranslationHistory
{
    private HartRecords _harts;

    // What was taken away since this version: one page, or more than that.
    private long _collectedFrom;
    private VirtualAddress _page;
    private bool _isSinglePage;

    public long Version { get; private set; }

    /// <summary>What the hart of that index knows.</summary>
    [UnscopedRef]
    public ref HartRecord Of(int hart) => ref _harts[hart % Limits.Harts];

    /// <summary>Translations of a range (page-aligned) must not be used any more.</summary>
    public void Forget(VirtualAddress start, VirtualAddress end)
    {
        bool isPage = end - start == VirtualAddress.PageSize;
        _isSinglePage = isPage && (Version == _collectedFrom || (_isSinglePage && start == _page));
        _page = start;
        Version++;
    }

    /// <summary>No translation must be used any more.</summary>
    public void ForgetAll()
    {
        _isSinglePage = false;
        Version++;
    }

    /// <summary>Whether all that a hart with this record has to forget is one page.</summary>
    public readonly bool IsOnePageBehind(in HartRecord record, out VirtualAddress page)
    {
        page = _page;
        return _isSinglePage && record.Version == _collectedFrom;
    }

    /// <summary>The hart has forgotten what it had to. What comes is collected anew, from here on.</summary>
    public void MarkUpToDate(ref HartRecord record)
    {
        record.Version = Version;
        _collectedFrom = Version;
    }

    /// <summary>What a hart's translation cache may hold of an address space.</summary>
    internal struct HartRecord
    {
        /// <summary>What is there under the number is right as of this version.</summary>
        public long Version;

        /// <summary>The hart's generation that the number belongs to: see <see cref="HartTranslations{TCache}"/>.</summary>
        public long Generation;

        /// <summary>The address-space number (ASID) that the hart gave it.</summary>
        public ulong Number;
    }

    [InlineArray(Limits.Harts)]
    private struct HartRecords
    {
        private HartRecord _first;
    }
}
