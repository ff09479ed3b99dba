// Kernels of objects and queues, as ../C/objects.c.

namespace Xv6.CompilerBench.Kernels;

public static class ObjectKernels
{
    private static readonly RequestPool s_pool = new(128);
    private static readonly RingBuffer s_ring = new();
    private static readonly HashTable s_table = new(1000);
    private static readonly IShape[] s_shapes = MakeShapes();

    [Export("kernel_interface_dispatch")]
    public static long InterfaceDispatch()
    {
        long total = 0;
        for (int round = 0; round < 500; round++)
            total += MeasureAll(s_shapes, round);
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long MeasureAll(ReadOnlySpan<IShape> shapes, long by)
    {
        long total = 0;
        foreach (IShape shape in shapes)
            total += shape.Measure(by);
        return total;
    }

    [Export("kernel_object_pool")]
    public static long ObjectPool()
    {
        long total = 0;
        for (ulong now = 0; now < 2000; now++)
        {
            Request? request = s_pool.Start((uint)(now * 7), now);
            if (request is not null)
                total += request.Block;
            if (now % 3 == 0)
                total += s_pool.Finish(now);
        }
        return total;
    }

    [Export("kernel_ring_buffer")]
    public static long Ring()
    {
        Span<byte> input = stackalloc byte[100];
        Span<byte> output = stackalloc byte[70];
        for (int index = 0; index < input.Length; index++)
            input[index] = (byte)(index * 3);
        long total = 0;
        for (int round = 0; round < 500; round++)
        {
            total += s_ring.Write(input[..(50 + round % 50)]);
            int count = s_ring.Read(output);
            foreach (byte value in output[..count])
                total = total * 5 + value;
        }
        return total;
    }

    [Export("kernel_hash_table")]
    public static long Hash()
    {
        Numbers numbers = new(17);
        long total = 0;
        for (int round = 0; round < 10000; round++)
        {
            uint key = numbers.Next() % 1000;
            HashTable.Entry entry = s_table.Find(key) ?? s_table.Add(key);
            total += ++entry.Value;
        }
        return total + s_table.Count;
    }

    private static IShape[] MakeShapes()
    {
        IShape[] shapes = new IShape[64];
        for (int index = 0; index < shapes.Length; index++)
        {
            shapes[index] = (index % 3) switch
            {
                0 => new Square(index),
                1 => new Rectangle(index, index + 1),
                _ => new Line(index),
            };
        }
        return shapes;
    }

    private interface IShape
    {
        long Measure(long by);
    }

    private sealed class Square(long side) : IShape
    {
        public long Measure(long by) => side * side + by;
    }

    private sealed class Rectangle(long width, long height) : IShape
    {
        public long Measure(long by) => width * height - by;
    }

    private sealed class Line(long length) : IShape
    {
        public long Measure(long by) => length ^ by;
    }
}
