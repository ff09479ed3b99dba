// The written order of the locks is complete and unambiguous.

using System.Reflection;
using Xunit;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Processes.Tests;

public class LockOrderTests
{
    [Fact]
    public void AllListsEveryLockClassInTheOrderOfTheRanks()
    {
        LockClass[] declared = [.. typeof(LockOrder).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (LockClass)field.GetValue(null)!)];

        Assert.Equal(declared, LockOrder.All.ToArray());
        Assert.Equal(declared.OrderBy(lockClass => lockClass.Rank), declared);
    }

    [Fact]
    public void TheBookShowsTheOrder()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Root(), "docs", "processes.md"));
        int rowOfKind = Array.IndexOf(lines, "| lock | kind | protects |");
        string[] names = [.. lines.Skip(rowOfKind + 2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('`')[1])];

        Assert.Equal(LockOrder.All.ToArray().Select(lockClass => lockClass.Name), names);
    }

    [Fact]
    public void NoTwoClassesShareARankOrAName()
    {
        Assert.Equal(LockOrder.All.Length, LockOrder.All.ToArray().Select(lockClass => lockClass.Rank).Distinct().Count());
        Assert.Equal(LockOrder.All.Length, LockOrder.All.ToArray().Select(lockClass => lockClass.Name).Distinct().Count());
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "xv6sharp.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
