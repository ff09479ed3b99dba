// The shell's background processes: those started with &, until somebody waited for them.

namespace Xv6.Programs.Shell;

/// <summary>A background process.</summary>
internal sealed class Job(int number, int processId, Utf8String text)
{
    public int Number { get; } = number;

    public int ProcessId { get; } = processId;

    /// <summary>The command as it was written.</summary>
    public Utf8String Text { get; } = text;
}

internal sealed class JobTable
{
    private readonly List<Job> _jobs = [];

    public int Count => _jobs.Count;

    /// <summary>$!: the process that was started last with &amp;.</summary>
    public int LastProcessId { get; private set; }

    /// <summary>The job that was started last.</summary>
    public Job? Last => _jobs.Count > 0 ? _jobs[^1] : null;

    public Job Add(int processId, Utf8String text)
    {
        using Arena.Scope permanent = Arena.Leave();
        Job job = new(Last is null ? 1 : Last.Number + 1, processId, new Utf8String(text.Span));
        _jobs.Add(job);
        LastProcessId = processId;
        return job;
    }

    public Job? FindByProcess(int processId)
    {
        foreach (Job job in _jobs)
        {
            if (job.ProcessId == processId)
                return job;
        }
        return null;
    }

    public Job? FindByNumber(int number)
    {
        foreach (Job job in _jobs)
        {
            if (job.Number == number)
                return job;
        }
        return null;
    }

    /// <summary>The job that a word means: %1, 1, or a process number; the last one for no word.</summary>
    public Job? Find(ReadOnlySpan<byte> word)
    {
        if (word.Length == 0)
            return Last;
        if (word[0] == '%')
            return Utf8.TryParse(word[1..], out int number) ? FindByNumber(number) : null;
        return Utf8.TryParse(word, out int value) ? FindByProcess(value) ?? FindByNumber(value) : null;
    }

    public void Remove(Job job)
    {
        for (int i = 0; i < _jobs.Count; i++)
        {
            if (ReferenceEquals(_jobs[i], job))
            {
                _jobs.RemoveAt(i);
                return;
            }
        }
    }

    /// <summary>Forgets all jobs: they are the parent's, not those of the process that was just forked.</summary>
    public void Clear() => _jobs.Clear();

    public void WriteTo(TextOutput output)
    {
        foreach (Job job in _jobs)
            output.WriteLine($"[{job.Number}] {job.ProcessId} {job.Text}");
    }
}
