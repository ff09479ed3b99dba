// The numbers of the system calls: in register a7 at an ecall.
//
// 1 to 28 are xv6's and its labs'. What 23 and 29 to 36 mean depends on the boot argument abi= (see the table of system calls in
// the kernel). From 64 up are xv6#'s own, the same whatever abi= says; the project's own programs use only 1-28 and these.

namespace Xv6.Machine.Abi;

public enum SystemCallNumber
{
    Fork = 1,
    Exit = 2,
    Wait = 3,
    Pipe = 4,
    Read = 5,
    Kill = 6,
    Exec = 7,
    FileStatus = 8,
    ChangeDirectory = 9,
    Duplicate = 10,
    GetProcessId = 11,
    SetBreak = 12,
    Sleep = 13,
    Uptime = 14,
    Open = 15,
    Write = 16,
    MakeNode = 17,
    Unlink = 18,
    Link = 19,
    MakeDirectory = 20,
    Close = 21,
    Trace = 22,
    SetAlarm = 24,
    AlarmReturn = 25,
    SymbolicLink = 26,
    MapMemory = 27,
    UnmapMemory = 28,

    // xv6#'s own.

    /// <summary><c>int bootarguments(char *buffer, int size)</c>: copies the boot arguments' text (no terminator), returns its whole length.</summary>
    BootArguments = 64,

    /// <summary><c>poweroff(int status)</c>: syncs, powers the machine off with that exit status. Never returns.</summary>
    PowerOff = 65,

    /// <summary><c>int sysinfo(struct sysinfo *)</c>.</summary>
    SystemInformation = 66,

    /// <summary><c>int sync()</c>: everything written so far is on disk when it returns.</summary>
    Sync = 67,

    /// <summary><c>int fsync(int fd)</c>: everything written so far through this file is on disk when it returns.</summary>
    SyncFile = 68,

    /// <summary><c>int processes(struct process_information *buffer, int count)</c>: fills in up to count records, returns how many processes there are.</summary>
    Processes = 69,

    /// <summary>
    /// <c>int setforeground(int pid)</c>: ^C on the console kills the job that this process founded; 0 = none. With its own pid the
    /// caller founds a job, to which it and those that it forks from then on belong; with -1 too, without being in the foreground.
    /// </summary>
    SetForeground = 70,

    /// <summary><c>int waitpid(int pid, int *status, int options)</c>: pid of the exited child; with option 1 (no hang) 0 if it still runs. pid -1 = any.</summary>
    WaitFor = 71,

    /// <summary><c>int lseek(int fd, long offset, int whence)</c> → new offset; whence 0 = start, 1 = current, 2 = end.</summary>
    Seek = 72,

    /// <summary><c>int rename(char *old, char *new)</c>.</summary>
    Rename = 73,

    /// <summary><c>int readlink(char *path, char *buffer, int size)</c>: length of the target, not terminated.</summary>
    ReadLink = 74,

    /// <summary><c>int consolemode(int raw)</c>: 1 = characters come as typed, without echo or line editing; 0 = lines. Returns the mode before.</summary>
    ConsoleMode = 75,

    /// <summary><c>int getcwd(char *buffer, int size)</c>: length of the path, terminated.</summary>
    GetCurrentDirectory = 76,

    /// <summary><c>int truncate(int fd, long size)</c>.</summary>
    Truncate = 77,

    /// <summary><c>int statistics(int which, void *buffer, int size)</c>: for vmstat; what there is says <see cref="StatisticsKind"/>.</summary>
    MemoryStatistics = 78,

    /// <summary><c>ulong pgpte(void *va)</c>.</summary>
    PageTableEntry = 79,

    /// <summary>
    /// <c>int kpgtbl(int pid, int style)</c>: prints a page table on the console as a tree; pid 0 = the caller's; style as in
    /// <see cref="PageTableStyle"/>.
    /// </summary>
    PrintPageTable = 80,

    /// <summary><c>int pgaccess(void *base, int pages, void *mask)</c>.</summary>
    PageAccess = 81,

    /// <summary><c>int regions(int pid, struct region_information *buffer, int count)</c>.</summary>
    Regions = 82,

    /// <summary><c>int interpose(int mask, char *path)</c>.</summary>
    Interpose = 83,

    /// <summary><c>int cpupin(int hart)</c>: the caller runs only on this hart; -1 = any.</summary>
    PinToHart = 84,

    /// <summary><c>int getppid()</c>: the parent's pid.</summary>
    GetParentProcessId = 85,

    /// <summary>
    /// <c>int takeinterruption()</c>: the caller controls the console from now on: ^C doesn't kill it but is noted, and ends the
    /// waiting calls that it is in (EINTR), until the next call of this, which returns 1 if there was one, else 0.
    /// </summary>
    TakeInterruption = 86,

    /// <summary>
    /// <c>int terminalsize(int ask)</c>: the size of the console's terminal as far as known, rows * 65536 + columns. With 1 the
    /// terminal is asked as well, and later calls give its answer; until that, 2^30 is added.
    /// </summary>
    TerminalSize = 87,

    /// <summary>
    /// <c>long failallocations(long after, long count)</c>: caches are emptied as far as possible, and after so many more allocations of
    /// frames, count of them fail; a negative number ends it. Returns how many failed since the last call. Only with the boot argument
    /// "inject": for tests.
    /// </summary>
    FailAllocations = 95,
}
