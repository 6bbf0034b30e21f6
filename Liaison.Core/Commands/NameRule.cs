namespace Liaison.Commands;

/// <summary>
/// How a name that a peer sends finds a name in .NET, or a declared name: exactly, then ignoring case, then with <c>_</c> removed too, so that
/// <c>get_student</c> finds <c>GetStudent</c>.
/// </summary>
public static class NameRule
{
    /// <summary>How many ways there are of matching; <see cref="Match"/> gives a number below it, the best being 0.</summary>
    public const int Ways = 3;

    /// <summary>The way in which the names match, or -1.</summary>
    /// <param name="asked">The name that is looked for.</param>
    /// <param name="name">A name that there is.</param>
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
