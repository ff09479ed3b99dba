// Static constructors evaluated by the compiler leave what CoreCLR leaves; those that can't be evaluated leave nothing, and say why.

using System.Runtime.CompilerServices;
using Xunit;
using Xv6.Compiler.Evaluation;
using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.TypeSystem;
using Xv6.Evaluation.Tests.Cases;

namespace Xv6.Evaluation.Tests;

public sealed class EvaluationTests : IDisposable
{
    private readonly TypeSystemContext _context = new([]);
    private readonly StaticData _data;

    public EvaluationTests()
    {
        _context.LoadModule(typeof(Arithmetic).Assembly.Location);
        _data = new StaticData(_context, static _ => null);
    }

    public void Dispose() => _context.Dispose();

    [Theory]
    [InlineData(typeof(Arithmetic))]
    [InlineData(typeof(Graph))]
    [InlineData(typeof(Dispatch))]
    [InlineData(typeof(Cases.Memory))]
    [InlineData(typeof(Generics))]
    public void LeavesWhatTheHostLeaves(Type hostType)
    {
        DefinedType type = Find(hostType);
        Assert.True(_data.TryInitialize(type), ReasonFor(type));
        RuntimeHelpers.RunClassConstructor(hostType.TypeHandle);
        new StaticComparer(_data).Compare(hostType, type);
    }

    [Fact]
    public void ConstructorsOfSeveralTypesShareOneWorld()
    {
        Assert.True(_data.TryInitialize(Find(typeof(Registered))));
        Assert.Equal(2, CountOf(typeof(Registry)));
        Assert.Same(Target(typeof(Registered), nameof(Registered.Two)), Target(typeof(Registry), nameof(Registry.First)));
    }

    [Fact]
    public void CodeKnowsThatItIsForTheMachine()
    {
        Assert.True(_data.TryInitialize(Find(typeof(OnMachine))));
        Assert.Equal(1, Constant(typeof(OnMachine), nameof(OnMachine.Is)).Bits);
        Assert.Equal(48, Constant(typeof(OnMachine), nameof(OnMachine.Size)).Bits);
    }

    [Fact]
    public void ReadOnlyFieldsAreConstants()
    {
        StaticConstant head = Constant(typeof(Graph), nameof(Graph.Head));
        Assert.Equal(Find(typeof(Node)), head.ObjectType);
        StaticConstant name = StaticData.ConstantOf((MemoryBlock)head.Target!, Find(typeof(Node)).FindField(nameof(Node.Name))!)!.Value;
        Assert.Equal(_context.WellKnown.String, name.ObjectType);
        Assert.Null(StaticData.ConstantOf((MemoryBlock)head.Target!, Find(typeof(Node)).FindField(nameof(Node.Next))!));
        Assert.Null(_data.ConstantOf(Find(typeof(Graph)).FindField(nameof(Graph.Joined))!));
        Assert.Equal(332833500, Constant(typeof(Arithmetic), nameof(Arithmetic.Sum)).Bits);
        Assert.Equal(BitConverter.SingleToInt32Bits(1.1f * 3), Constant(typeof(Arithmetic), nameof(Arithmetic.Single)).Bits);
    }

    [Theory]
    [InlineData(typeof(ReadsDevice), "calls Xv6.Machine.Mmio::Read32, which is an intrinsic of the machine")]
    [InlineData(typeof(RegistersThenFails), "calls Interop.Sys::GetLowResolutionTimestamp, which is not written in C#")]
    [InlineData(typeof(Throws), "uses an index outside an array (9 of 9)")]
    [InlineData(typeof(KeepsLocal), "keeps a reference to a local variable in Xv6.Evaluation.Tests.Cases.KeepsLocal::Pointer")]
    [InlineData(typeof(RunsForever), "takes more than 20000000 steps")]
    public void WhatCannotBeEvaluatedSaysWhy(Type hostType, string reason)
    {
        DefinedType type = Find(hostType);
        Assert.False(_data.TryInitialize(type));
        Assert.Equal(reason, ReasonFor(type));
        Assert.Null(type.StaticFields.Select(_data.ConstantOf).FirstOrDefault(constant => constant is not null));
    }

    [Fact]
    public void WhatDependsOnAnUnevaluatedTypeIsNotEvaluatedEither()
    {
        Assert.False(_data.TryInitialize(Find(typeof(ReadsDevice))));
        Assert.False(_data.TryInitialize(Find(typeof(UsesDevice))));
        Assert.StartsWith($"uses {typeof(ReadsDevice)}, which is initialised when the program starts", ReasonFor(Find(typeof(UsesDevice))));
    }

    [Fact]
    public void AFailedEvaluationLeavesNoTrace()
    {
        Assert.True(_data.TryInitialize(Find(typeof(Registered))));
        Assert.False(_data.TryInitialize(Find(typeof(RegistersThenFails))));
        Assert.Equal(2, CountOf(typeof(Registry)));
        Assert.Same(Target(typeof(Registered), nameof(Registered.Two)), Target(typeof(Registry), nameof(Registry.First)));
        Assert.Null(_data.StorageOf(Find(typeof(RegistersThenFails)).FindField(nameof(RegistersThenFails.Mine))!).TargetAt(0));
    }

    private DefinedType Find(Type hostType) => _context.FindType(hostType.FullName!)!;

    private string? ReasonFor(DefinedType type) => _data.Report.FirstOrDefault(report => report.Type == type)?.Reason;

    private StaticConstant Constant(Type hostType, string field) => _data.ConstantOf(Find(hostType).FindField(field)!)!.Value;

    private object? Target(Type hostType, string field) => _data.StorageOf(Find(hostType).FindField(field)!).TargetAt(0);

    private int CountOf(Type hostType) => BitConverter.ToInt32(_data.StorageOf(Find(hostType).FindField("Count")!).Content);
}
