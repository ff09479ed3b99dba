// Points descriptors 0, 1 and 2 elsewhere, and back.
//
// There is no call that duplicates onto a given number: dup and open take the lowest free one. Since 0, 1 and 2 are normally all
// open, closing one and opening a file puts the file in its place.

namespace Xv6.Programs.Shell;

/// <summary>A redirected descriptor and the copy of what it was; the copy is -1 if it was closed.</summary>
internal readonly record struct SavedDescriptor(int Number, int Copy);

internal static class Redirector
{
    private const int HighestDescriptor = 2;

    /// <summary>Applies redirections in order. A failure is reported, after what was saved is back in its place.</summary>
    /// <param name="saved">Collects what <see cref="Restore"/> needs; null if the process ends with the command.</param>
    public static bool TryApply(List<Redirection> redirections, Expander expander, List<SavedDescriptor>? saved)
    {
        foreach (Redirection redirection in redirections)
        {
            Utf8String target = Expand(redirection, expander);
            ErrorNumber error = expander.HasFailed ? ErrorNumber.InvalidArgument : Apply(redirection, target, saved);
            if (error == ErrorNumber.None)
                continue;
            if (saved is not null)
                Restore(saved);
            Failure.Report(redirection.Document is null ? target : redirection.Target, error);
            return false;
        }
        return true;
    }

    /// <summary>Puts saved descriptors back.</summary>
    public static void Restore(List<SavedDescriptor> saved)
    {
        for (int i = saved.Count - 1; i >= 0; i--)
        {
            SavedDescriptor descriptor = saved[i];
            if (descriptor.Copy < 0)
                new FileDescriptor(descriptor.Number).Close();
            else
                Move(new FileDescriptor(descriptor.Copy), descriptor.Number);
        }
        saved.Clear();
    }

    /// <summary>Makes a number lead where a descriptor leads, and closes the descriptor.</summary>
    public static ErrorNumber Move(FileDescriptor source, int number)
    {
        if (source.Number == number)
            return ErrorNumber.None;
        new FileDescriptor(number).Close();
        ErrorNumber error = TakeNumber(source, number);
        source.Close();
        return error;
    }

    private static Utf8String Expand(Redirection redirection, Expander expander)
    {
        if (redirection.Document is not HereDocument document)
            return expander.ExpandToText(redirection.Target);
        return document.IsLiteral ? document.Text : expander.ExpandDocument(document.Text);
    }

    private static ErrorNumber Apply(Redirection redirection, Utf8String target, List<SavedDescriptor>? saved)
    {
        int number = redirection.Descriptor;
        if (number > HighestDescriptor)
            return ErrorNumber.BadDescriptor;
        if (saved is not null)
        {
            bool isOpen = new FileDescriptor(number).Duplicate().Try(out FileDescriptor copy, out _);
            saved.Add(new SavedDescriptor(number, isOpen ? copy.Number : -1));
        }
        return redirection.Kind switch
        {
            RedirectionKind.Duplicate => ApplyDuplicate(number, target),
            RedirectionKind.HereDocument => ApplyText(number, target),
            _ => ApplyFile(redirection, target),
        };
    }

    private static ErrorNumber ApplyDuplicate(int number, Utf8String target)
    {
        if (target.Equals("-"u8))
        {
            new FileDescriptor(number).Close();
            return ErrorNumber.None;
        }
        if (!Utf8.TryParse(target, out int source))
            return ErrorNumber.BadDescriptor;
        if (source == number)
            return ErrorNumber.None;

        // Checked before the number is given up.
        FileDescriptor descriptor = new(source);
        if (!descriptor.Duplicate().Try(out FileDescriptor probe, out ErrorNumber error))
            return error;
        probe.Close();
        new FileDescriptor(number).Close();
        return TakeNumber(descriptor, number);
    }

    /// <summary>The text goes through a file that has no name any more when it is read: a pipe might not hold it.</summary>
    private static ErrorNumber ApplyText(int number, ReadOnlySpan<byte> text)
    {
        Utf8StringBuilder path = new();
        path.Write($"/.here{Process.Id}");
        const OpenFlags Flags = OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Truncate;
        if (!FileDescriptor.Open(path.Span, Flags).Try(out FileDescriptor file, out ErrorNumber error))
            return error;
        FileSystem.Remove(path.Span);
        error = file.WriteAll(text);
        file.Seek(0, SeekFrom.Start);
        if (error == ErrorNumber.None)
            return Move(file, number);
        file.Close();
        return error;
    }

    private static ErrorNumber ApplyFile(Redirection redirection, Utf8String target)
    {
        OpenFlags flags = redirection.Kind switch
        {
            RedirectionKind.Read => OpenFlags.ReadOnly,
            RedirectionKind.Write => OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate,
            _ => OpenFlags.WriteOnly | OpenFlags.Create,
        };

        // Standard error stays open until its file is, so that there is somewhere to complain to.
        if (redirection.Descriptor != FileDescriptor.Error.Number)
            new FileDescriptor(redirection.Descriptor).Close();
        if (!FileDescriptor.Open(target, flags).Try(out FileDescriptor file, out ErrorNumber error))
            return error;
        if (redirection.Kind == RedirectionKind.Append)
            file.Seek(0, SeekFrom.End);
        return Move(file, redirection.Descriptor);
    }

    /// <summary>Duplicates until the copy has the number that is wanted, which is free: lower ones may be free too.</summary>
    private static ErrorNumber TakeNumber(FileDescriptor source, int number)
    {
        if (!source.Duplicate().Try(out FileDescriptor copy, out ErrorNumber error))
            return error;
        if (copy.Number == number)
            return ErrorNumber.None;
        error = TakeNumber(source, number);
        copy.Close();
        return error;
    }
}
