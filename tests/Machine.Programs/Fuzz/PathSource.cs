// Paths for system calls, with the memory for one of them.

namespace Xv6.MachinePrograms.Fuzz;

internal unsafe struct PathSource
{
    private const int Capacity = 320;
    private const int PathLimit = 128;

    private PathMemory _memory;
    private int _length;

    /// <summary>Makes a path; its address.</summary>
    /// <param name="random">What it is chosen by.</param>
    /// <param name="isOwn">It must not lead to a file of the system.</param>
    public nint Make(ref SeededRandom random, bool isOwn)
    {
        _length = 0;
        if (!isOwn)
            AppendSystemFile(random.Below(12));
        else
            AppendOwn(ref random);
        _memory[_length] = 0;
        fixed (byte* text = &_memory[0])
            return (nint)text;
    }

    private void AppendOwn(ref SeededRandom random)
    {
        switch (random.Below(32))
        {
            case 0:
                break;
            case 1:
                AppendRepeated("~"u8, PathLimit - 2 + random.Below(4));
                break;
            case 2:
                AppendRepeated("~"u8, Capacity - 1);
                break;
            case 3:
                AppendRepeated("~d/"u8, PathLimit / 3 - random.Below(3));
                break;
            case 4:
                AppendRepeated("../"u8, 1 + random.Below(40));
                AppendName(ref random);
                break;
            case 5:
                AppendRepeated("./"u8, random.Below(20));
                AppendName(ref random);
                break;
            case 6:
                Append("/"u8);
                AppendName(ref random);
                break;
            case 7:
                Append(random.OneIn(2) ? "."u8 : random.OneIn(2) ? ".."u8 : "/"u8);
                break;
            case 8:
                AppendNoise(ref random);
                break;
            case 9:
                AppendName(ref random);
                AppendRepeated("/"u8, random.Below(8));
                break;
            default:
                AppendName(ref random);
                for (int i = random.Below(4) - 1; i > 0; i--)
                {
                    Append("/"u8);
                    AppendName(ref random);
                }
                break;
        }
    }

    private void AppendSystemFile(int index) => Append(index switch
    {
        0 => "/null"u8,
        1 => "/zero"u8,
        2 => "/random"u8,
        3 => "/statistics"u8,
        4 => "/true"u8,
        5 => "/false"u8,
        6 => "/README"u8,
        7 => "/"u8,
        8 => "/true/."u8,
        9 => "/.."u8,
        10 => "/zombie"u8,
        _ => "/echo"u8,
    });

    /// <summary>One of eight names: few enough that processes meet.</summary>
    private void AppendName(ref SeededRandom random)
    {
        Append("~"u8);
        _memory[_length++] = (byte)('a' + random.Below(8));
    }

    private void AppendNoise(ref SeededRandom random)
    {
        for (int i = random.Below(40); i >= 0; i--)
        {
            Append("~"u8);
            _memory[_length++] = (byte)(1 + random.Below(255));
        }
    }

    private void AppendRepeated(ReadOnlySpan<byte> text, int count)
    {
        for (int i = 0; i < count && _length + text.Length < Capacity; i++)
            Append(text);
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(((Span<byte>)_memory)[_length..]);
        _length += text.Length;
    }

    [System.Runtime.CompilerServices.InlineArray(Capacity + 8)]
    private struct PathMemory
    {
        private byte _first;
    }
}
