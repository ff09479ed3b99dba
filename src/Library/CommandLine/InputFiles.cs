// The inputs of a filter: the files that the operands name, or standard input when there are none. "-" is standard input too.

namespace Xv6.Library;

/// <summary>Opens one input after the other. Those that can't be opened are reported and left out.</summary>
public ref struct InputFiles(Arguments arguments, int firstOperand)
{
    private readonly Arguments _arguments = arguments;
    private readonly int _firstOperand = firstOperand;
    private int _next = firstOperand;

    /// <summary>Directories can be read, as the bytes that they consist of; else they are reported.</summary>
    public bool AllowsDirectories { get; init; }

    /// <summary>The open input.</summary>
    public FileDescriptor Current { get; private set; }

    /// <summary>Its name as it was given; "-" for standard input.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>0, or 1 if anything failed.</summary>
    public int Status { get; private set; }

    /// <summary>How many inputs there are.</summary>
    public readonly int Count => Math.Max(_arguments.Count - _firstOperand, 1);

    /// <summary>There is no input behind the current one.</summary>
    public readonly bool IsLast => _next >= _arguments.Count;

    /// <summary>True if no file was named: there is only standard input.</summary>
    public readonly bool IsStandardInputOnly => _arguments.Count <= _firstOperand;

    /// <summary>Closes the current input and opens the next; false when there are no more.</summary>
    public bool MoveNext()
    {
        if (Current != FileDescriptor.Input)
            Current.Close();
        Current = FileDescriptor.Input;
        while (true)
        {
            Name = "-"u8;
            int index = _next++;
            if (index >= _arguments.Count)
                return index == _firstOperand;
            ReadOnlySpan<byte> name = _arguments[index];
            if (name.SequenceEqual("-"u8))
                return true;
            Name = name;
            if (FileDescriptor.Open(name).Try(out FileDescriptor file, out ErrorNumber error))
            {
                if (AllowsDirectories || !file.GetStatus().Try(out FileStatus status, out _) || status.Type != FileType.Directory)
                {
                    Current = file;
                    return true;
                }
                file.Close();
                error = ErrorNumber.IsDirectory;
            }
            ReportFailure(error);
        }
    }

    /// <summary>Prints the current input's name as a heading, if there are several.</summary>
    public readonly void WriteHeading()
    {
        if (Count <= 1)
            return;
        if (_next > _firstOperand + 1)
            Console.WriteLine();
        Console.WriteLine($"==> {Name} <==");
    }

    /// <summary>Reports that the current input could not be read (to its end).</summary>
    public void ReportFailure(ErrorNumber error) => Status = Failure.Report(Name, error);
}
