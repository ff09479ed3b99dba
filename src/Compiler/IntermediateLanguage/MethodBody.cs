// The IL of one method, with its operands resolved in the method's own generic bindings.

using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.IntermediateLanguage;

/// <summary>A method's code, locals and protected regions.</summary>
public sealed class MethodBody
{
    internal MethodBody(MethodInstance method, int relativeVirtualAddress)
    {
        Method = method;
        MethodBodyBlock block = method.Module.GetMethodBody(relativeVirtualAddress);
        Code = block.GetILContent();
        MaximumStack = block.MaxStack;
        InitializesLocals = block.LocalVariablesInitialized;
        ExceptionRegions = block.ExceptionRegions;
        LocalTypes = block.LocalSignature.IsNil
            ? []
            : method.Module.Reader.GetStandaloneSignature(block.LocalSignature)
                .DecodeLocalSignature(method.Context.SignatureDecoder, method.GenericContext);
    }

    public MethodInstance Method { get; }

    public ImmutableArray<byte> Code { get; }

    public int MaximumStack { get; }

    /// <summary>Locals and stackalloc memory start out zeroed.</summary>
    public bool InitializesLocals { get; }

    public ImmutableArray<ConcreteType> LocalTypes { get; }

    /// <summary>try blocks with their handlers, innermost first.</summary>
    public ImmutableArray<ExceptionRegion> ExceptionRegions { get; }

    /// <summary>Source lines and names of locals, or null without a PDB.</summary>
    public MethodSymbols? Symbols => Method.Module.Symbols?.GetMethod(Method.Handle);

    /// <summary>The instructions in order.</summary>
    public IEnumerable<Instruction> Instructions
    {
        get
        {
            int offset = 0;
            while (offset < Code.Length)
            {
                Instruction instruction = InstructionReader.Read(Code, offset);
                yield return instruction;
                offset = instruction.NextOffset;
            }
        }
    }

    public ConcreteType ResolveType(int token) =>
        Method.Module.ResolveType(MetadataTokens.EntityHandle(token), Method.GenericContext);

    public MethodInstance ResolveMethod(int token) =>
        Method.Module.ResolveMethod(MetadataTokens.EntityHandle(token), Method.GenericContext);

    public FieldInstance ResolveField(int token) =>
        Method.Module.ResolveField(MetadataTokens.EntityHandle(token), Method.GenericContext);

    /// <summary>The text of an ldstr operand.</summary>
    public string ResolveString(int token) =>
        Method.Module.Reader.GetUserString((UserStringHandle)MetadataTokens.Handle(token));

    /// <summary>The signature of a calli operand.</summary>
    public MethodSignature<ConcreteType> ResolveSignature(int token) =>
        Method.Module.Reader.GetStandaloneSignature((StandaloneSignatureHandle)MetadataTokens.Handle(token))
            .DecodeMethodSignature(Method.Context.SignatureDecoder, Method.GenericContext);

    /// <summary>What an ldtoken operand means: a ConcreteType, MethodInstance or FieldInstance.</summary>
    public object ResolveToken(int token)
    {
        EntityHandle handle = MetadataTokens.EntityHandle(token);
        return handle.Kind switch
        {
            HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification => ResolveType(token),
            _ when Method.Module.IsField(handle) => ResolveField(token),
            _ => ResolveMethod(token),
        };
    }
}
