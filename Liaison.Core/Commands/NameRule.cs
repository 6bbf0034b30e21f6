namespace Liaison.Commands;

/// <summary>Matches a name that a peer sends with a .NET name or a declared name.</summary>
/// <remarks>
/// Names match exactly, else ignoring case, else also ignoring <c>_</c>, so that <c>get_student</c> finds <c>GetStudent</c>.
/// </remarks>
public static class NameRule
{
    /// <summary>The number of ways to match. <see cref="Match"/> returns a smaller number; 0 is the best.</summary>
    public const int Ways = 3;

    /// <summary>Returns the way in which the names match, or -1 if they do not.</summary>
    /// <param name="asked">The name to look for.</param>
    /// <param name="name">An existing name.</param>
    public static int Match(ReadOnlySpan<char> asked, ReadOnlySpan<char> name)
    {
        if (asked.SequenceEqual(name))
        {
            return 0;
        }

        if (asked.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            return 1;
        }

        return EqualsWithoutUnderscores(asked, name) ? 2 : -1;
    }

    private static bool EqualsWithoutUnderscores(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int l = 0, r = 0;
        while (true)
        {
            l = SkipUnderscores(left, l);
            r = SkipUnderscores(right, r);
            if (l == left.Length || r == right.Length)
            {
                return l == left.Length && r == right.Length && l > 0 && r > 0;
            }

            if (!left.Slice(l++, 1).Equals(right.Slice(r++, 1), StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }
    }

    private static int SkipUnderscores(ReadOnlySpan<char> text, int index)
    {
        while (index < text.Length && text[index] == '_')
        {
            index++;
        }

        return index;
    }
}
