// A file's dirty pages, in the order they became dirty. The lock of the FilePages that it is part of protects it.

namespace Xv6.Kernel.Files.Caching;

internal struct DirtyPageList
{
    private CachedPage? _last;

    /// <summary>The page that is dirty longest, or null.</summary>
    public CachedPage? First { get; private set; }

    /// <summary>Appends a page that isn't dirty yet.</summary>
    public void Add(CachedPage page)
    {
        page.IsDirty = true;
        page.PreviousDirty = _last;
        page.NextDirty = null;
        if (_last is { } last)
            last.NextDirty = page;
        else
            First = page;
        _last = page;
    }

    /// <summary>Takes a page out: it is about to be written, or to go away.</summary>
    public void Remove(CachedPage page)
    {
        if (page.PreviousDirty is { } previous)
            previous.NextDirty = page.NextDirty;
        else
            First = page.NextDirty;
        if (page.NextDirty is { } next)
            next.PreviousDirty = page.PreviousDirty;
        else
            _last = page.PreviousDirty;
        page.NextDirty = page.PreviousDirty = null;
        page.IsDirty = false;
    }
}
