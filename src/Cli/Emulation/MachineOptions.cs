// What machine to start: the options that run, exec and debug share, checked.

using System.Collections.Immutable;

namespace Xv6.Cli.Emulation;

/// <summary>A host file that goes into the root folder of the disk image.</summary>
/// <param name="Path">A file of the host; C (.c) and C# (.cs) source is compiled first.</param>
/// <param name="Name">Its name in the image: 1 to 14 bytes.</param>
public sealed record AddedFile(string Path, string Name);

public sealed record MachineOptions
{
    public const int MaximumHarts = 8;

    /// <summary>MiB.</summary>
    public const int MinimumMemory = 32;

    /// <summary>MiB.</summary>
    public const int MaximumMemory = 64 * 1024;

    /// <summary>MiB.</summary>
    public const int DefaultMemory = 256;

    /// <summary>As many as the host has, up to four: more cost the emulator more than they bring.</summary>
    public static int DefaultHarts => Math.Clamp(Environment.ProcessorCount, 1, 4);

    public int Harts { get; init; } = DefaultHarts;

    /// <summary>MiB.</summary>
    public int Memory { get; init; } = DefaultMemory;

    /// <summary>The image to use as it is; null = a fresh copy of the built one.</summary>
    public string? Disk { get; init; }

    public ImmutableArray<AddedFile> Added { get; init; } = [];

    /// <summary>The kernel's boot arguments.</summary>
    public string BootArguments { get; init; } = "";

    /// <summary>Boot the kernel that verifies its own rules while it runs.</summary>
    public bool IsChecked { get; init; }

    /// <summary>Guest time is counted in instructions, one a nanosecond, so that runs repeat.</summary>
    public bool CountInstructions { get; init; }
}
