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
    public void NoTwoClassesShareARankOrAName()
    {
        Assert.Equal(LockOrder.All.Length, LockOrder.All.ToArray().Select(lockClass => lockClass.Rank).Distinct().Count());
        Assert.Equal(LockOrder.All.Length, LockOrder.All.ToArray().Select(lockClass => lockClass.Name).Distinct().Count());
    }
}
