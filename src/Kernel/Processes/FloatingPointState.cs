// Floating-point registers, which only user mode uses and which travel with a process only once it has used them.
//
// sstatus.FS is off until a process's first floating-point instruction traps. From then on the registers are saved when the process
// leaves its hart and they changed (FS = dirty), and loaded when it comes back.

using System.Runtime.InteropServices;
using Xv6.Kernel.Arch;
using Xv6.Machine;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Processes;

/// <summary>f0-f31 and fcsr, and whether the process uses them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FloatingPointState
{
    private fixed ulong _registers[33];
    private bool _isUsed;

    /// <summary>A process that traps for want of registers gets them, all zero. False if it has them: then the trap is another matter.</summary>
    public bool TryEnable()
    {
        if ((ControlRegisters.ReadStatus() & ControlRegisters.FloatMask) != 0)
            return false;
        Reset();
        _isUsed = true;
        Load();
        return true;
    }

    /// <summary>Makes the state of a process that has not used them. It isn't the running one's: the hart's registers stay.</summary>
    public void Clear()
    {
        for (int i = 0; i < 33; i++)
            _registers[i] = 0;
        _isUsed = false;
    }

    /// <summary>The running process is again one that has not used them (exec).</summary>
    public void Reset()
    {
        Clear();
        ControlRegisters.ClearStatus(ControlRegisters.FloatMask);
    }

    /// <summary>The running process's registers as they are now (fork).</summary>
    public void CopyTo(ref FloatingPointState other)
    {
        if (_isUsed)
            Save();
        other = this;
    }

    /// <summary>The process leaves its hart.</summary>
    public void SwitchOut()
    {
        if (!_isUsed)
            return;
        if ((ControlRegisters.ReadStatus() & ControlRegisters.FloatMask) == ControlRegisters.FloatMask)
            Save();
        ControlRegisters.ClearStatus(ControlRegisters.FloatMask);
    }

    /// <summary>The process comes to a hart.</summary>
    public void SwitchIn()
    {
        if (_isUsed)
            Load();
    }

    private void Save()
    {
        if (!Target.IsMachine)
            return;
        fixed (ulong* registers = _registers)
            SaveRegisters(registers);
    }

    private void Load()
    {
        ControlRegisters.ClearStatus(ControlRegisters.FloatMask);
        ControlRegisters.SetStatus(ControlRegisters.FloatMask);
        if (Target.IsMachine)
        {
            fixed (ulong* registers = _registers)
                LoadRegisters(registers);
        }
        ControlRegisters.ClearStatus(ControlRegisters.FloatMask);
        ControlRegisters.SetStatus(ControlRegisters.FloatClean);
    }

    [Import("save_floating_point")]
    private static void SaveRegisters(ulong* registers)
    {
    }

    [Import("load_floating_point")]
    private static void LoadRegisters(ulong* registers)
    {
    }
}
