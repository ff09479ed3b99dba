namespace Xv6.Kernel.Files.Caching;

/// <summary>What a slot of a page tree can hold: a node, or at the lowest level a page.</summary>
internal abstract class PageTreeItem;
