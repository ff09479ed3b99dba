// A disk on virtio (Virtual I/O Device Specification 1.2, section 5.2).
//
// A request becomes a chain of descriptors: header, segments, status. As many are in flight as there are descriptors; the others wait in
// order. The interrupt handler collects what is done, starts what waited, and completes requests after it has let go of the lock.
// A device that breaks the protocol, or asks for a reset, is stopped: everything fails with an I/O error from then on.
//
// _lock protects the fields below it.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Devices.InterruptControllers;
using Xv6.Kernel.Devices.Registers;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Devices.Virtio;

public sealed class VirtioBlock(IDeviceRegisters registers) : IBlockDevice, IInterruptHandler
{
    /// <summary>Bytes of physically contiguous memory that <see cref="TryStart"/> needs.</summary>
    public const int SharedMemorySize = VirtioBlockMemory.Size;

    private const uint RequestQueue = 0;

    /// <summary>Header and status.</summary>
    private const int ExtraDescriptors = 2;

    private const ulong WantedFeatures = VirtioBlockFeature.SegmentSizeMaximum | VirtioBlockFeature.SegmentCountMaximum
        | VirtioBlockFeature.ReadOnly | VirtioBlockFeature.Flush;

    private readonly VirtioTransport _transport = new(registers);
    private VirtioBlockMemory _shared;
    private uint _segmentSizeMaximum;
    private bool _hasCache;

    private SpinLock _lock = new(LockOrder.BlockDevice);
    private Virtqueue _queue;
    private BlockRequestQueue _waiting;
    private InFlight _inFlight;
    private bool _isBroken;

    public ulong SectorCount { get; private set; }

    public bool IsReadOnly { get; private set; }

    // Read without the lock: it only has to change now and then.
    public ulong Progress => _queue.FreeCount == Virtqueue.Size ? IBlockDevice.Idle : _queue.Taken + 1ul;

    /// <summary>There is a disk behind the registers.</summary>
    public bool IsDisk => _transport.DeviceId == VirtioDeviceId.Block;

    /// <summary>Sets the disk up. Once, at boot, with its interrupt registered and interrupts off.</summary>
    /// <param name="sharedMemory"><see cref="SharedMemorySize"/> bytes, zeroed, aligned to 16, that belong to the disk from now on.</param>
    /// <returns>False when it can't be used: it has then been told so.</returns>
    public bool TryStart(PhysicalAddress sharedMemory)
    {
        _shared = new VirtioBlockMemory(sharedMemory);
        _queue.Initialize(_shared.Queue);
        VirtqueueMemory memory = _queue.Memory;
        bool isUsable = _transport.TryNegotiate(WantedFeatures, out ulong features)
            && TryReadConfiguration(features)
            && _transport.TrySetQueue(RequestQueue, Virtqueue.Size, memory.Descriptors, memory.DriverArea, memory.DeviceArea);
        if (isUsable)
            _transport.Start();
        else
            _transport.Fail();
        _isBroken = !isUsable;
        return isUsable;
    }

    public void Submit(BlockRequest request)
    {
        request.Outcome = Validate(request);
        bool isDone = request.Outcome != ErrorNumber.None || (request.Operation == BlockOperation.Flush && !_hasCache);
        if (!isDone && TryEnqueue(request))
            return;
        request.Complete(request.Outcome);
    }

    public void HandleInterrupt()
    {
        BlockRequestQueue done = default;
        _transport.AcknowledgeInterrupt();
        using (var guard = _lock.Enter())
        {
            bool isSound = !_transport.NeedsReset && TryCollect(ref done);
            if (isSound)
                StartWaiting();
            else if (!_isBroken)
                GiveUp(ref done);
        }

        while (done.TakeFirst() is { } request)
            request.Complete(request.Outcome);
    }

    private bool TryReadConfiguration(ulong features)
    {
        SectorCount = _transport.ReadConfiguration64(VirtioBlockConfiguration.Capacity);
        IsReadOnly = (features & VirtioBlockFeature.ReadOnly) != 0;
        _hasCache = (features & VirtioBlockFeature.Flush) != 0;
        _segmentSizeMaximum = (features & VirtioBlockFeature.SegmentSizeMaximum) != 0
            ? _transport.ReadConfiguration32(VirtioBlockConfiguration.SegmentSizeMaximum)
            : uint.MaxValue;
        return (features & VirtioBlockFeature.SegmentCountMaximum) == 0
            || _transport.ReadConfiguration32(VirtioBlockConfiguration.SegmentCountMaximum) >= BlockRequest.MaximumSegments;
    }

    private ErrorNumber Validate(BlockRequest request)
    {
        foreach (ref readonly BlockSegment segment in request.Segments)
        {
            if (segment.Length > _segmentSizeMaximum)
                return ErrorNumber.InvalidArgument;
        }

        return request.Validate(SectorCount, IsReadOnly);
    }

    private bool TryEnqueue(BlockRequest request)
    {
        using var guard = _lock.Enter();
        if (_isBroken)
        {
            request.Outcome = ErrorNumber.InputOutput;
            return false;
        }

        _waiting.Append(request);
        StartWaiting();
        return true;
    }

    /// <summary>Gives the device as many of the waiting requests as there are descriptors for.</summary>
    private void StartWaiting()
    {
        bool isAnyNew = false;
        while (_waiting.First is { } request && request.SegmentCount + ExtraDescriptors <= _queue.FreeCount)
        {
            _waiting.TakeFirst();
            Start(request);
            isAnyNew = true;
        }

        if (isAnyNew && _queue.Memory.WantsNotification)
            _transport.Notify(RequestQueue);
    }

    private void Start(BlockRequest request)
    {
        (VirtioBlockRequestType type, VirtqueueDescriptorFlags direction) = request.Operation switch
        {
            BlockOperation.Read => (VirtioBlockRequestType.Read, VirtqueueDescriptorFlags.DeviceWrites),
            BlockOperation.Write => (VirtioBlockRequestType.Write, VirtqueueDescriptorFlags.None),
            _ => (VirtioBlockRequestType.Flush, VirtqueueDescriptorFlags.None),
        };
        int chain = _queue.NextChain;
        _shared.SetHeader(chain, new VirtioBlockHeader(type, request.FirstSector));
        _shared.ClearStatus(chain);
        _queue.BeginChain(_shared.HeaderAddress(chain), VirtioBlockHeader.Size);
        foreach (ref readonly BlockSegment segment in request.Segments)
            _queue.ExtendChain(segment.Address, segment.Length, direction);
        _queue.ExtendChain(_shared.StatusAddress(chain), sizeof(byte), VirtqueueDescriptorFlags.DeviceWrites);
        _inFlight[chain] = request;
        _queue.OfferChain();
    }

    /// <summary>Moves what the device is done with to <paramref name="done"/>. False when the device says what can't be.</summary>
    private bool TryCollect(ref BlockRequestQueue done)
    {
        while (!_isBroken && _queue.TryTakeUsed(out uint head))
        {
            if (head >= Virtqueue.Size || _inFlight[(int)head] is not { } request)
                return false;
            int chain = (int)head;
            request.Outcome = _shared.ReadStatus(chain) == VirtioBlockStatus.Ok ? ErrorNumber.None : ErrorNumber.InputOutput;
            _inFlight[chain] = null;
            _queue.FreeChain(chain);
            done.Append(request);
        }

        return !_isBroken;
    }

    /// <summary>Stops the device and fails everything that it has not done.</summary>
    private void GiveUp(ref BlockRequestQueue done)
    {
        _isBroken = true;
        _transport.TryReset();
        for (int chain = 0; chain < Virtqueue.Size; chain++)
        {
            if (_inFlight[chain] is { } request)
                Abandon(request, ref done);
            _inFlight[chain] = null;
        }

        while (_waiting.TakeFirst() is { } request)
            Abandon(request, ref done);
    }

    private static void Abandon(BlockRequest request, ref BlockRequestQueue done)
    {
        request.Outcome = ErrorNumber.InputOutput;
        done.Append(request);
    }

    [InlineArray(Virtqueue.Size)]
    private struct InFlight
    {
        private BlockRequest? _first;
    }
}
