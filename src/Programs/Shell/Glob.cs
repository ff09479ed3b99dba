// Patterns for file names: * any text, ? any character, [a-z] and [!a-z] one of a set, \ takes the next character as it is.

using System.Runtime.InteropServices;

namespace Xv6.Programs.Shell;

internal static class Glob
{
    /// <summary>True if the pattern matches the whole text.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text)
    {
        // On a mismatch the last star takes in one more character: earlier stars never need to change.
        int p = 0;
        int t = 0;
        int starPattern = -1;
        int starText = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                starPattern = ++p;
                starText = t;
            }
            else if (p < pattern.Length && MatchOne(pattern, ref p, text[t..], out int length))
            {
                t += length;
            }
            else if (starPattern >= 0)
            {
                p = starPattern;
                t = ++starText;
            }
            else
            {
                return false;
            }
        }
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    /// <summary>Adds the paths that a pattern matches, in order. Adds nothing if there are none.</summary>
    public static void Expand(ReadOnlySpan<byte> pattern, List<Utf8String> paths)
    {
        int first = paths.Count;
        bool isAbsolute = pattern[0] == '/';
        ExpandBelow(new Utf8String(isAbsolute ? "/"u8 : default), pattern.TrimStart((byte)'/'), paths);
        Sorting.Sort<Utf8String, ByBytes>(CollectionsMarshal.AsSpan(paths)[first..]);
    }

    /// <summary>True if the text has an unquoted character that makes it a pattern.</summary>
    public static bool HasWildcard(ReadOnlySpan<byte> pattern)
    {
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
                i++;
            else if (pattern[i] is (byte)'*' or (byte)'?' or (byte)'[')
                return true;
        }
        return false;
    }

    /// <summary>Takes the backslashes out of a pattern.</summary>
    public static Utf8String Unescape(ReadOnlySpan<byte> pattern)
    {
        if (!pattern.Contains((byte)'\\'))
            return new Utf8String(pattern);
        Utf8StringBuilder text = new(pattern.Length);
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
                i++;
            text.WriteByte(pattern[i]);
        }
        return text.ToUtf8String();
    }

    private static bool MatchOne(ReadOnlySpan<byte> pattern, ref int position, ReadOnlySpan<byte> text, out int length)
    {
        length = 1;
        byte wanted = pattern[position];
        switch (wanted)
        {
            case (byte)'?':
                position++;
                Utf8.DecodeScalar(text, out length);
                return true;
            case (byte)'[' when FindSetEnd(pattern, position) is int end and > 0:
                bool isInSet = IsInSet(pattern[(position + 1)..end], text[0]);
                position = isInSet ? end + 1 : position;
                return isInSet;
            case (byte)'\\' when position + 1 < pattern.Length:
                if (pattern[position + 1] != text[0])
                    return false;
                position += 2;
                return true;
            default:
                if (wanted != text[0])
                    return false;
                position++;
                return true;
        }
    }

    /// <summary>The place of the bracket that closes a set; -1 if there is none.</summary>
    private static int FindSetEnd(ReadOnlySpan<byte> pattern, int start)
    {
        int i = start + 1;
        if (i < pattern.Length && pattern[i] is (byte)'!' or (byte)'^')
            i++;
        for (i++; i < pattern.Length; i++)
        {
            if (pattern[i] == ']')
                return i;
        }
        return -1;
    }

    private static bool IsInSet(ReadOnlySpan<byte> set, byte value)
    {
        bool isNegated = set[0] is (byte)'!' or (byte)'^';
        for (int i = isNegated ? 1 : 0; i < set.Length; i++)
        {
            bool isRange = i + 2 < set.Length && set[i + 1] == '-';
            byte last = isRange ? set[i + 2] : set[i];
            if (value >= set[i] && value <= last)
                return !isNegated;
            if (isRange)
                i += 2;
        }
        return isNegated;
    }

    private static void ExpandBelow(Utf8String directory, ReadOnlySpan<byte> pattern, List<Utf8String> paths)
    {
        int separator = pattern.IndexOf((byte)'/');
        ReadOnlySpan<byte> part = separator < 0 ? pattern : pattern[..separator];
        ReadOnlySpan<byte> rest = separator < 0 ? default : pattern[separator..].TrimStart((byte)'/');
        if (!HasWildcard(part))
        {
            Utf8String path = PathName.Join(directory, Unescape(part));
            if (rest.Length > 0)
                ExpandBelow(path, rest, paths);
            else if (FileSystem.Exists(path))
                paths.Add(path);
            return;
        }
        if (!DirectoryReader.Open(directory.IsEmpty ? "."u8 : directory).Try(out DirectoryReader? entries, out _))
            return;
        while (entries.MoveNext())
        {
            bool isHidden = entries.Name[0] == '.' && part[0] != '.';
            if (isHidden || !IsMatch(part, entries.Name))
                continue;
            Utf8String path = PathName.Join(directory, entries.Name);
            if (rest.Length == 0)
                paths.Add(path);
            else if (FileSystem.IsDirectory(path))
                ExpandBelow(path, rest, paths);
        }
        entries.Close();
    }
}
