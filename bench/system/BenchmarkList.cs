// All benchmarks, in the order in which they run and stand in the table.

namespace Xv6.SystemBench;

internal static class BenchmarkList
{
    /// <summary>What one hart is enough for.</summary>
    public static Benchmark[] Single { get; } =
    [
        new("getpid", CallBenchmarks.GetProcessId),
        new("fstat", CallBenchmarks.FileStatus),
        new("dup_close", CallBenchmarks.DuplicateAndClose),
        new("alarm", CallBenchmarks.Alarm),
        new("sbrk_4k_grow_shrink", MemoryBenchmarks.MoveBreakByPage),
        new("sbrk_1m_grow_shrink", MemoryBenchmarks.MoveBreakByMegabyte),
        new("first_touch_page_eager", MemoryBenchmarks.TouchReservedPages),
        new("first_touch_page_lazy", MemoryBenchmarks.TouchPromisedPages),
        new("cow_break_parent_page", MemoryBenchmarks.BreakSharing),
        new("mmap_touch_munmap", MemoryBenchmarks.MapAndTouch),
        new("mmap_touch_munmap_1000", MemoryBenchmarks.MapAndTouchAmongManyRegions),
        new("mmap_touch_file_page", MemoryBenchmarks.TouchFilePages),
        new("pipe_pingpong_roundtrip", PipeBenchmarks.RoundTrip),
        new("pipe_bandwidth", PipeBenchmarks.Bandwidth),
        new("ctxsw_ring2_hop", PipeBenchmarks.HopBetweenTwo),
        new("ctxsw_ring6_hop", PipeBenchmarks.HopAmongSix),
        new("fork_exit_wait_small", ProcessBenchmarks.ForkSmall),
        new("fork_exit_wait_16m", ProcessBenchmarks.ForkMedium),
        new("fork_exit_wait_64m", ProcessBenchmarks.ForkLarge),
        new("fork_exit_wait_1000", MemoryBenchmarks.ForkWithManyRegions),
        new("fork_childtouch_16m", ProcessBenchmarks.ForkAndTouch),
        new("fork_exec_exit_wait", ProcessBenchmarks.ExecuteNothing),
        new("fork_exec_large", ProcessBenchmarks.ExecuteLarge),
        new("shell_pipeline", ProcessBenchmarks.ShellPipeline),
        new("file_write_200k_trunc", FileBenchmarks.Write),
        new("file_overwrite_200k_1k", FileBenchmarks.Overwrite),
        new("file_read_200k", FileBenchmarks.Read),
        new("file_reread_16k", FileBenchmarks.ReadStart),
        new("file_read_disk", FileBenchmarks.ReadFromDisk),
        new("write_fsync", FileBenchmarks.Synchronize),
        new("open_close", NameBenchmarks.Open),
        new("open_close_depth8", NameBenchmarks.OpenDeep),
        new("open_close_dir1000", NameBenchmarks.OpenInLargeDirectory),
        new("create_unlink_dir1000", NameBenchmarks.CreateInLargeDirectory),
        new("list_dir1000", NameBenchmarks.ListLargeDirectory),
        new("create_write100_unlink", NameBenchmarks.CreateAndRemove),
        new("mkdir_unlink", NameBenchmarks.MakeAndRemoveDirectory),
        new("rename", NameBenchmarks.Rename),
    ];

    /// <summary>What needs two harts.</summary>
    public static Benchmark[] Parallel { get; } =
    [
        new("pipe_pingpong_2harts", PipeBenchmarks.RoundTripOnTwoHarts),
        new("pipe_bandwidth_2harts", PipeBenchmarks.BandwidthOnTwoHarts),
    ];
}
