// All benchmarks of the system, in the order of the table. Those that run in the machine are listed in bench/system/BenchmarkList.cs.
//
// The figures of xv6 and Linux come from a program in C that does the same operations, on the same emulator, counted in instructions.

using static Xv6.Cli.Benchmarks.BenchmarkUnit;

namespace Xv6.Cli.Benchmarks;

public static class BenchmarkCatalog
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("getpid", Microseconds, "the cheapest system call") { Target = 0.25, Xv6 = 1.079, Linux = 0.440 },
        new("fstat", Microseconds, "") { Target = 1.5, Xv6 = 19.6, Linux = 1.66 },
        new("dup_close", Microseconds, "") { Xv6 = 3.25, Linux = 1.41 },
        new("alarm", Microseconds, "from the interrupted instruction through a handler and back"),
        new("sbrk_4k_grow_shrink", Microseconds, "one page, up and down") { Target = 1.5, Xv6 = 40.7, Linux = 13.9 },
        new("sbrk_1m_grow_shrink", Microseconds, "") { Target = 5, Xv6 = 9611, Linux = 15.4 },
        new("first_touch_page_eager", Nanoseconds, "a page of 16 MB, reserved") { Target = 2000, Xv6 = 37_529, Linux = 5768 },
        new("first_touch_page_lazy", Nanoseconds, "a page of 16 MB, only promised") { Target = 2000 },
        new("cow_break_parent_page", Nanoseconds, "the first write to a shared page") { Target = 3000, Linux = 5483 },
        new("mmap_touch_munmap", Microseconds, "one page of zeros"),
        new("mmap_touch_munmap_1000", Microseconds, "the same in a process with 1,000 regions"),
        new("mmap_touch_file_page", Nanoseconds, "a page of 16 that a shared mapping finds in the cache"),
        new("pipe_pingpong_roundtrip", Microseconds, "one byte each way between two processes") { Target = 10, Xv6 = 90.8, Linux = 13.7 },
        new("pipe_bandwidth", MegabytesPerSecond, "in writes of 4 KB") { Target = 300, Xv6 = 1.441, Linux = 492.9 },
        new("ctxsw_ring2_hop", Microseconds, "a token between two processes") { Target = 5, Xv6 = 45.4, Linux = 6.87 },
        new("ctxsw_ring6_hop", Microseconds, "a token around six") { Target = 5 },
        new("fork_exit_wait_small", Microseconds, "") { Target = 100, Xv6 = 653, Linux = 190 },
        new("fork_exit_wait_16m", Microseconds, "with 16 MB touched") { Target = 200, Xv6 = 188_332, Linux = 1746 },
        new("fork_exit_wait_64m", Microseconds, "with 64 MB touched") { Target = 400, Linux = 6414 },
        new("fork_exit_wait_1000", Microseconds, "with 1,000 regions"),
        new("fork_childtouch_16m", Microseconds, "the child writes every page") { Target = 15_000, Xv6 = 188_365, Linux = 28_489 },
        new("fork_exec_exit_wait", Microseconds, "") { Target = 300, Xv6 = 1630, Linux = 342 },
        new("fork_exec_large", Microseconds, "a program that reads its 1 MB of data"),
        new("shell_pipeline", Microseconds, "`sh -c '/echo hello \\| /wc > /null'`"),
        new("file_write_200k_trunc", MegabytesPerSecond, "in writes of 4 KB") { Target = 30, Xv6 = 1.082, Linux = 414.3 },
        new("file_overwrite_200k_1k", MegabytesPerSecond, "in writes of 1 KB") { Target = 30, Xv6 = 1.167, Linux = 403.4 },
        new("file_read_200k", MegabytesPerSecond, "cached") { Target = 500, Xv6 = 7.833, Linux = 1335 },
        new("file_reread_16k", MegabytesPerSecond, "cached") { Target = 500, Xv6 = 15.09, Linux = 868.2 },
        new("file_read_disk", MegabytesPerSecond, "for the first time") { IsCounted = false },
        new("write_fsync", Microseconds, "4 KB until they are on the disk") { IsCounted = false },
        new("open_close", Microseconds, "a file in the root") { Target = 8, Xv6 = 556, Linux = 7.27 },
        new("open_close_depth8", Microseconds, "below eight directories"),
        new("open_close_dir1000", Microseconds, "the last of 1,000 names"),
        new("create_unlink_dir1000", Microseconds, "beside 1,000 names"),
        new("list_dir1000", Nanoseconds, "a name of 1,000"),
        new("create_write100_unlink", Microseconds, "100 bytes") { Target = 300, Xv6 = 7947, Linux = 36.2 },
        new("mkdir_unlink", Microseconds, ""),
        new("rename", Microseconds, "within a directory"),
        new("pipe_pingpong_2harts", Microseconds, "a process on each of two harts") { IsCounted = false, IsParallel = true },
        new("pipe_bandwidth_2harts", MegabytesPerSecond, "a process on each of two harts") { IsCounted = false, IsParallel = true },
    ];

    /// <summary>The benchmarks whose names contain any of these; all if there are none.</summary>
    /// <exception cref="UserException">One of them is in no name.</exception>
    public static IReadOnlyList<Benchmark> Select(IReadOnlyList<string> filters)
    {
        if (filters.FirstOrDefault(filter => !All.Any(benchmark => Matches(benchmark, filter))) is { } unknown)
            throw new UserException($"no benchmark's name contains '{unknown}'; the names are {string.Join(", ", All.Select(benchmark => benchmark.Name))}.");
        return filters.Count == 0 ? All : [.. All.Where(benchmark => filters.Any(filter => Matches(benchmark, filter)))];
    }

    private static bool Matches(Benchmark benchmark, string filter) => benchmark.Name.Contains(filter, StringComparison.Ordinal);
}
