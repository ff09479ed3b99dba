// One attempt to rename.
//
// Only rename holds the locks of two directories that need not be related. One rename runs at a time (its caller holds the rename lock),
// and nobody else moves a directory, so the tree stands still while it finds out who is above whom. Of the two directories the one that
// is above the other is locked first; with no such relation the order doesn't matter to anybody else, who only ever goes downwards.
//
// What the names stand for is found before the locks are taken, since the way up the tree needs locks, and checked with them held.

using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Files.Logging;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Naming;

internal ref struct RenameOperation(FileSystem fileSystem, Inode source, EntryName oldName, Inode target, EntryName newName)
{
    private Inode? _moved;
    private Inode? _replaced;

    private readonly bool IsWithinOneDirectory => ReferenceEquals(source, target);

    private readonly bool MovesDirectory => _moved!.Type == FileType.Directory && !IsWithinOneDirectory;

    /// <summary>Does it. TryAgain: one of the names was changed by somebody else meanwhile.</summary>
    public ErrorNumber Run()
    {
        ErrorNumber error = FindBoth();
        if (error == ErrorNumber.None && !ReferenceEquals(_moved, _replaced))
        {
            error = CheckTypes();
            if (error == ErrorNumber.None)
                error = CheckTree();
            if (error == ErrorNumber.None)
                error = LockDirectoriesAndMove();
        }
        _moved?.Release();
        _replaced?.Release();
        return error;
    }

    private ErrorNumber FindBoth()
    {
        Result<Inode> moved = fileSystem.LookUp(source, in oldName);
        if (moved.IsError)
            return moved.Error;
        _moved = moved.Value;
        Result<Inode> replaced = fileSystem.LookUp(target, in newName);
        if (replaced.IsError)
            return replaced.Error == ErrorNumber.NoSuchFile ? ErrorNumber.None : replaced.Error;
        _replaced = replaced.Value;
        return ErrorNumber.None;
    }

    private readonly ErrorNumber CheckTypes()
    {
        if (_replaced is null)
            return ErrorNumber.None;
        bool movesDirectory = _moved!.Type == FileType.Directory;
        bool replacesDirectory = _replaced.Type == FileType.Directory;
        if (movesDirectory == replacesDirectory)
            return ErrorNumber.None;
        return replacesDirectory ? ErrorNumber.IsDirectory : ErrorNumber.NotDirectory;
    }

    // A directory must not move into itself, and one that is replaced must not contain what moves.
    private readonly ErrorNumber CheckTree()
    {
        if (_moved!.Type != FileType.Directory)
            return ErrorNumber.None;
        Result<bool> isAbove = IsAtOrAbove(_moved, target);
        if (isAbove.IsError || isAbove.Value)
            return isAbove.IsError ? isAbove.Error : ErrorNumber.InvalidArgument;
        if (_replaced is null)
            return ErrorNumber.None;
        isAbove = IsAtOrAbove(_replaced, source);
        return isAbove.IsError ? isAbove.Error : isAbove.Value ? ErrorNumber.DirectoryNotEmpty : ErrorNumber.None;
    }

    // Whether a directory is another one or an ancestor of it.
    private readonly Result<bool> IsAtOrAbove(Inode ancestor, Inode directory)
    {
        Inode current = directory.AddReference();

        // A corrupt disk may have directories in a circle.
        for (uint depth = 0; depth < fileSystem.SuperBlock.InodeLimit; depth++)
        {
            bool isAncestor = ReferenceEquals(current, ancestor);
            if (isAncestor || ReferenceEquals(current, fileSystem.RootDirectory))
            {
                current.Release();
                return isAncestor;
            }
            Result<Inode> parent = fileSystem.LookUp(current, EntryName.Parent);
            current.Release();
            if (parent.IsError)
                return parent.Error;
            current = parent.Value;
        }
        current.Release();
        return ErrorNumber.InputOutput;
    }

    private readonly ErrorNumber LockDirectoriesAndMove()
    {
        if (IsWithinOneDirectory)
        {
            using var guard = source.Lock.Enter();
            return MoveBetweenLocked();
        }
        Result<bool> targetIsAbove = IsAtOrAbove(target, source);
        if (targetIsAbove.IsError)
            return targetIsAbove.Error;
        Inode first = targetIsAbove.Value ? target : source;
        Inode second = targetIsAbove.Value ? source : target;
        using var firstGuard = first.Lock.Enter();
        using var secondGuard = second.Lock.Enter();
        return MoveBetweenLocked();
    }

    private readonly ErrorNumber MoveBetweenLocked()
    {
        Result<EntryLocation> oldEntry = new Directory(source).Locate(in oldName);
        Result<EntryLocation> newEntry = new Directory(target).Locate(in newName);
        if (oldEntry.IsError || newEntry.IsError)
            return oldEntry.IsError ? oldEntry.Error : newEntry.Error;
        if (oldEntry.Value.InodeNumber != _moved!.Number || newEntry.Value.InodeNumber != (_replaced?.Number ?? 0))
            return ErrorNumber.TryAgain;
        if (target.LinkCount <= 0)
            return ErrorNumber.NoSuchFile;
        if (MovesDirectory && _replaced is null && target.LinkCount == short.MaxValue)
            return ErrorNumber.TooManyLinks;

        // Nobody else holds the locks of two directories that are not above one another: so these two can be taken in any order.
        if (MovesDirectory)
            _moved.Lock.Acquire();
        _replaced?.Lock.Acquire();
        ErrorNumber error = CheckEmpty();
        if (error == ErrorNumber.None)
            error = Move(oldEntry.Value.Offset, newEntry.Value.Offset);
        _replaced?.Lock.Release();
        if (MovesDirectory)
            _moved.Lock.Release();
        return error;
    }

    private readonly ErrorNumber CheckEmpty()
    {
        if (_replaced is not { Type: FileType.Directory } directory)
            return ErrorNumber.None;
        Result<bool> isEmpty = new Directory(directory).IsEmpty();
        return isEmpty.IsError ? isEmpty.Error : isEmpty.Value ? ErrorNumber.None : ErrorNumber.DirectoryNotEmpty;
    }

    private readonly ErrorNumber Move(uint oldOffset, uint newOffset)
    {
        Result<Transaction> begun = fileSystem.Log.Begin(WriteAheadLog.LargestReservation);
        if (begun.IsError)
            return begun.Error;
        using Transaction transaction = begun.Value;
        using BufferReference sourceRecord = source.GetRecordBlock();
        using BufferReference targetRecord = target.GetRecordBlock();
        using BufferReference replacedRecord = _replaced?.GetRecordBlock() ?? default;
        if (sourceRecord.IsError || targetRecord.IsError || replacedRecord.IsError)
            return sourceRecord.IsError ? sourceRecord.Error : targetRecord.IsError ? targetRecord.Error : replacedRecord.Error;
        ErrorNumber error = MoveNames(transaction, oldOffset, newOffset);
        if (error == ErrorNumber.None && _replaced is not null)
        {
            _replaced.LinkCount--;
            if (_replaced.Type == FileType.Directory)
                target.LinkCount--;
            _replaced.Store(transaction, replacedRecord.Buffer);
        }

        // On failure too: the target may have got a block.
        source.Store(transaction, sourceRecord.Buffer);
        target.Store(transaction, targetRecord.Buffer);
        return error;
    }

    // The new name comes first: it is the step that may fail for lack of space.
    private readonly ErrorNumber MoveNames(Transaction transaction, uint oldOffset, uint newOffset)
    {
        uint parentOffset = 0;
        if (MovesDirectory)
        {
            Result<EntryLocation> parentEntry = new Directory(_moved!).Locate(EntryName.Parent);
            if (parentEntry.IsError || parentEntry.Value.InodeNumber == 0)
                return parentEntry.IsError ? parentEntry.Error : ErrorNumber.InputOutput;
            parentOffset = parentEntry.Value.Offset;
        }
        var targetDirectory = new Directory(target);
        ErrorNumber error = _replaced is null
            ? targetDirectory.Add(transaction, in newName, _moved!.Number)
            : targetDirectory.Replace(transaction, newOffset, in newName, _moved!.Number);
        if (error == ErrorNumber.None)
            error = new Directory(source).Remove(transaction, oldOffset, in oldName);
        if (error != ErrorNumber.None || !MovesDirectory)
            return error;
        source.LinkCount--;
        target.LinkCount++;
        return new Directory(_moved!).Replace(transaction, parentOffset, EntryName.Parent, target.Number);
    }
}
