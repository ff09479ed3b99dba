// Which methods a call through a function pointer or delegate may reach: those whose address is taken and whose parameters fit.

using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Debugging.Stacks;

/// <param name="takenInData">Methods whose address is in initialised data.</param>
internal sealed class IndirectCalls(IEnumerable<MethodInstance> methods, IEnumerable<MethodInstance> takenInData)
{
    private readonly ILookup<string, MethodInstance> _targets = methods
        .SelectMany(AddressesTakenBy)
        .Concat(takenInData)
        .Distinct()
        .ToLookup(method => KeyOf(method.Signature.ParameterTypes));

    /// <summary>The possible targets of the indirect calls in a method.</summary>
    public IEnumerable<MethodInstance> From(MethodInstance method)
    {
        if (method.Body is not { } body)
            return [];
        HashSet<string> signatures = [];
        foreach (Instruction instruction in body.Instructions)
        {
            if (instruction.OpCode == ILOpCode.Calli)
                signatures.Add(KeyOf(body.ResolveSignature(instruction.Token).ParameterTypes));
            else if (instruction.OpCode == ILOpCode.Callvirt && body.ResolveMethod(instruction.Token) is { Owner.IsDelegate: true } invoke)
                signatures.Add(KeyOf(invoke.Signature.ParameterTypes));
        }

        return signatures.SelectMany(signature => _targets[signature]);
    }

    private static IEnumerable<MethodInstance> AddressesTakenBy(MethodInstance method) => method.Body is { } body
        ? body.Instructions
            .Where(instruction => instruction.OpCode == ILOpCode.Ldftn)
            .Select(instruction => body.ResolveMethod(instruction.Token))
        : [];

    private static string KeyOf(IEnumerable<ConcreteType> parameters) => string.Join(',', parameters.Select(type => type.Name));
}
