// The platform-level interrupt controller: takes devices' interrupts to harts (RISC-V PLIC Specification 1.0.0).
//
// A context is a hart in a privilege mode; only the supervisor ones are used. All sources go to the hart that started first: an idle
// hart would only be woken to find the interrupt claimed by another. What a handler wakes runs on whatever hart the scheduler likes.
//
// _lock protects the registers that more than one hart writes (enable bits) and _handlers while it changes; handlers are registered
// during boot and stay, so dispatch reads the table without it. Each hart has a claim register of its own.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Devices.Registers;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Devices.InterruptControllers;

public sealed class PlatformInterruptController(IDeviceRegisters registers)
{
    /// <summary>Sources that the kernel can handle have numbers from 1 to this, if the controller has that many.</summary>
    public const int MaximumSource = 127;

    /// <summary>The hart's external interrupt input of supervisor mode, as the device tree numbers it (scause).</summary>
    private const uint SupervisorExternalInterrupt = 9;

    private const uint PriorityRegisters = 0;
    private const uint EnableRegisters = 0x2000;
    private const uint EnableStride = 0x80;
    private const uint ContextRegisters = 0x20_0000;
    private const uint ContextStride = 0x1000;
    private const uint ClaimOffset = 4;
    private const uint NormalPriority = 1;

    private SpinLock _lock = new(LockOrder.InterruptController);
    private Handlers _handlers;
    private HartContexts _contexts;
    private int _contextCount;
    private int _lastSource = MaximumSource;
    private uint _deliveringContext;
    private bool _isDelivering;

    /// <summary>The number by which devices name this controller in <c>interrupt-parent</c>.</summary>
    public uint Phandle { get; private set; }

    /// <summary>Learns from the controller's node which context belongs to which hart. Once, at boot.</summary>
    public void Describe(FlattenedDeviceTree tree, DeviceTreeNode node)
    {
        Phandle = node.TryGetUInt32("phandle"u8, out uint phandle) ? phandle : 0;
        if (node.TryGetUInt32("riscv,ndev"u8, out uint sources))
            _lastSource = (int)uint.Min(sources, MaximumSource);
        if (!node.TryGetProperty("interrupts-extended"u8, out DeviceTreeProperty inputs))
            return;
        foreach (HartDescription hart in tree.Harts())
        {
            if (_contextCount < Limits.Harts && TryFindContext(inputs, hart.InterruptController, out uint context))
                _contexts[_contextCount++] = new HartContext(hart.Id, context);
        }
    }

    /// <summary>Lets interrupts through to the calling hart, which has the number <paramref name="hartId"/> (mhartid).</summary>
    /// <returns>False when the controller doesn't know the hart.</returns>
    public bool StartHart(ulong hartId)
    {
        if (!TryGetContext(hartId, out uint context))
            return false;
        using var guard = _lock.Enter();
        for (int word = 0; word <= _lastSource / 32; word++)
            registers.Write32(EnableAddress(context, word), 0);
        registers.Write32(ContextAddress(context), 0);
        if (_isDelivering)
            return true;
        _deliveringContext = context;
        _isDelivering = true;
        for (int source = 1; source <= _lastSource; source++)
        {
            if (_handlers[source] is not null)
                Enable(source);
        }

        return true;
    }

    /// <summary>From now on the device's interrupts go to <paramref name="handler"/>. For boot.</summary>
    /// <returns>False for a source that can't be, or has a handler already.</returns>
    public bool TryRegister(uint source, IInterruptHandler handler)
    {
        if (source == 0 || source > _lastSource)
            return false;
        using var guard = _lock.Enter();
        if (_handlers[(int)source] is not null)
            return false;
        _handlers[(int)source] = handler;
        registers.Write32(PriorityRegisters + 4 * source, NormalPriority);
        if (_isDelivering)
            Enable((int)source);
        return true;
    }

    /// <summary>Handles every device interrupt that waits for the calling hart. For the trap handler, with interrupts off.</summary>
    public void HandlePending(ulong hartId)
    {
        if (!TryGetContext(hartId, out uint context))
            return;
        uint claimRegister = ContextAddress(context) + ClaimOffset;
        while (registers.Read32(claimRegister) is var source and not 0)
        {
            if (source <= MaximumSource)
                _handlers[(int)source]?.HandleInterrupt();
            registers.Write32(claimRegister, source);
        }
    }

    private void Enable(int source)
    {
        uint address = EnableAddress(_deliveringContext, source / 32);
        registers.Write32(address, registers.Read32(address) | 1u << (source % 32));
    }

    private bool TryGetContext(ulong hartId, out uint context)
    {
        for (int index = 0; index < _contextCount; index++)
        {
            context = _contexts[index].Context;
            if (_contexts[index].HartId == hartId)
                return true;
        }

        context = 0;
        return false;
    }

    /// <summary>The list has a pair for each context, in order: the hart's interrupt inputs, and which of them.</summary>
    private static bool TryFindContext(DeviceTreeProperty inputs, uint hartInputs, out uint context)
    {
        for (context = 0; context < inputs.CellCount / 2; context++)
        {
            int cell = (int)context * 2;
            if (inputs.Cell(cell) == hartInputs && inputs.Cell(cell + 1) == SupervisorExternalInterrupt)
                return true;
        }

        return false;
    }

    private static uint EnableAddress(uint context, int word) => EnableRegisters + EnableStride * context + 4 * (uint)word;

    private static uint ContextAddress(uint context) => ContextRegisters + ContextStride * context;

    private readonly record struct HartContext(ulong HartId, uint Context);

    [InlineArray(Limits.Harts)]
    private struct HartContexts
    {
        private HartContext _first;
    }

    [InlineArray(MaximumSource + 1)]
    private struct Handlers
    {
        private IInterruptHandler? _first;
    }
}
