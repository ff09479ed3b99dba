// Checks that end in a panic. Each has a cold block of its own, so a panic always names its own line.

using System.Globalization;
using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

internal sealed partial class MethodGenerator
{
    /// <summary>The largest offset at which a hardware fault stands for a null check.</summary>
    private const int ProtectedNullRange = 4096;

    /// <summary>Goes on only if a condition (an i1) holds.</summary>
    public void Check(string condition, string message)
    {
        string passed = Ir.NewLabel();
        Ir.BranchIf(condition, passed, Ir.ColdCall(PanicCall(message)));
        Ir.StartBlock(passed);
    }

    /// <summary>Ends the block with a panic.</summary>
    public void Panic(string message)
    {
        Ir.Do(PanicCall(message));
        Ir.Unreachable();
    }

    /// <summary>A reference that is about to be used must not be null. An access at a small offset may leave that to the hardware.</summary>
    public void CheckNotNull(Value reference, int accessOffset = 0)
    {
        if (reference.IsNonNull || (!Session.Options.HasExplicitNullChecks && accessOffset < ProtectedNullRange))
            return;
        Check(Ir.Emit($"icmp ne ptr {As(reference, "ptr")}, null"), "null reference");
    }

    /// <summary>As <see cref="CheckNotNull"/>, whatever the target.</summary>
    public void RequireNotNull(Value reference, string message)
    {
        if (!reference.IsNonNull)
            Check(Ir.Emit($"icmp ne ptr {As(reference, "ptr")}, null"), message);
    }

    /// <summary>An array's length, as i32.</summary>
    public string ArrayLength(Value array)
    {
        CheckNotNull(array);
        string address = AddressAt(As(array, "ptr"), InstanceLayout.ArrayLengthOffset);
        return Ir.Emit($"load i32, ptr {address}, align 4, !range !0{Session.AliasTags.ArrayLength}");
    }

    /// <summary>The address of an array's element, after checking the index.</summary>
    public string ElementAddress(Value array, Value index, ConcreteType element)
    {
        string length = ArrayLength(array);
        string wideIndex = CheckIndex(index, length);
        string data = AddressAt(As(array, "ptr"), InstanceLayout.ArrayDataOffset);
        return ElementAt(data, wideIndex, element);
    }

    /// <summary>The address of the n-th element after an address.</summary>
    public string ElementAt(string address, string wideIndex, ConcreteType element) =>
        Ir.Emit($"getelementptr inbounds {Session.Shapes.Get(element).Ir}, ptr {address}, i64 {wideIndex}");

    /// <summary>An index must be less than a length (i32), both unsigned. Returns the index as i64.</summary>
    public string CheckIndex(Value index, string length)
    {
        if (index.Ir == "i32")
        {
            Check(Ir.Emit($"icmp ult i32 {index.Text}, {length}"), "index out of range");
            // A length is never negative, so here the index isn't either: extending its sign is right, and on RISC-V free.
            return index.Constant is { } constant
                ? constant.ToString(CultureInfo.InvariantCulture)
                : Ir.Emit($"sext i32 {index.Text} to i64");
        }

        string wideLength = Ir.Emit($"zext i32 {length} to i64");
        string wideIndex = As(index, "i64");
        Check(Ir.Emit($"icmp ult i64 {wideIndex}, {wideLength}"), "index out of range");
        return wideIndex;
    }

    /// <summary>What is at fault for a panic: the source line of the current instruction, or the method where there is no source.</summary>
    private string PanicCall(string message)
    {
        MethodInstance service = Session.RequireService(RuntimeService.Panic, Needs, Current.Offset);
        SourceLocation? location = Body.Symbols?.Find(Current.Offset);
        string file = location is { } known ? Session.ShownPath(known.File) : Method.FullName;
        int line = location?.Line ?? 0;
        return $"call void {Session.Names.Method(service)}(ptr {Session.Module.GetText(message)}, "
            + $"ptr {Session.Module.GetText(file)}, i32 signext {line}) noreturn cold";
    }
}
