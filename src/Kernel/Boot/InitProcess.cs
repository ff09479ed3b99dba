// The first process: a kernel thread that mounts the disk and then becomes the program /init.

using Xv6.Kernel.Devices;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Files;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Programs;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Boot;

internal static unsafe class InitProcess
{
    /// <summary>The machine's exit status when there is nothing to run.</summary>
    private const int CannotBootStatus = 126;

    /// <summary>Makes process 1 ready.</summary>
    public static void Start()
    {
        if (Process.StartKernelThread(ProcessTable.TryAllocate(), "init"u8, &Run) != ErrorNumber.None)
            KernelPanic.Throw("no memory for the first process");
    }

    // Returns to user mode, in /init.
    private static void Run()
    {
        Process process = Process.Current;
        ProcessTable.Init = process;
        if (MachineDevices.DiskCount == 0)
        {
            GiveUp("there is no disk (a virtio-blk device)"u8);
            return;
        }
        ErrorNumber error = FileSystem.MountRoot(MachineDevices.Disk(0));
        if (error != ErrorNumber.None)
        {
            GiveUp("the disk holds no file system that can be mounted"u8);
            return;
        }
        if (Process.StartKernelThread(ProcessTable.TryAllocateKernelThread(), "writer"u8, &BackgroundWriter.Run) != ErrorNumber.None)
            KernelPanic.Throw("no memory for the background writer");
        Provocations.InProcess();
        process.CurrentDirectory = FileSystem.Root.RootDirectory.AddReference();
        if (Execute() != ErrorNumber.None)
            GiveUp("/init can't be run"u8);
    }

    // With lines to execute, the boot module runs them, whatever init the disk has; it also serves a disk without an init.
    private static ErrorNumber Execute()
    {
        Span<byte> memory = stackalloc byte[64];
        var arguments = new ExecArguments(memory);
        arguments.Add("init"u8);
        Result<Inode> found = FileSystem.Root.Resolve(Process.Current.CurrentDirectory!, "/init"u8);
        bool useModule = BootModule.Range.Length != 0 && (found.IsError || BootArguments.Contains("exec"u8));
        ErrorNumber error = useModule ? ProgramLoader.Execute(default(BootModule), "init"u8, arguments)
            : found.IsError ? found.Error
            : FileProgram.Execute(found.Value, "init"u8, arguments);
        if (!found.IsError)
            found.Value.Release();
        return error;
    }

    private static void GiveUp(ReadOnlySpan<byte> reason)
    {
        KernelLog.Write($"cannot boot: {reason}\n");
        MachineDevices.PowerOff(CannotBootStatus);
    }
}
