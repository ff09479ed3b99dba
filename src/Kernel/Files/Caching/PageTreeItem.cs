// The base of what a page tree consists of, so that a slot can hold either kind.

namespace Xv6.Kernel.Files.Caching;

/// <summary>What a slot of a page tree holds: a node, or at the lowest level a page.</summary>
internal abstract class PageTreeItem;
