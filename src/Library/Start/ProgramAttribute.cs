// How an assembly of several programs says which classes are programs.

namespace Xv6.Library;

/// <summary>The class is a program of this name: it has a <c>Main</c> and becomes an executable file in the disk image.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ProgramAttribute(string name) : Attribute
{
    /// <summary>The file's name: at most 14 bytes.</summary>
    public string Name { get; } = name;
}
