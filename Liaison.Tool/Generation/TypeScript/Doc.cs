using System.Text;

namespace Liaison.Tool;

/// <summary>
/// Text that is laid out on one line where it fits, and otherwise broken at its outermost groups first, as prettier does it.
/// </summary>
internal abstract record Doc
{
    public static implicit operator Doc(string text) => new Text(text);

    /// <summary>The items one behind the other.</summary>
    public static Doc Concat(params Doc[] items) => new Sequence(items);

    /// <summary>Items between brackets: on one line, or a line each with a comma behind it.</summary>
    /// <param name="open">The opening bracket.</param>
    /// <param name="items">The items.</param>
    /// <param name="close">The closing bracket.</param>
    /// <param name="space">Whether there are spaces inside of the brackets on one line.</param>
    public static Doc List(string open, IEnumerable<Doc> items, string close, bool space = false) => new Bracketed(open, [.. items], close, space);

    /// <summary>Alternatives of a type: on one line, or each on a line of its own behind a bar.</summary>
    public static Doc Union(IEnumerable<Doc> items) => new Alternatives([.. items]);

    /// <summary>Lays the text out.</summary>
    /// <param name="indent">How many columns every line is indented, the first included.</param>
    /// <param name="width">How many columns there are.</param>
    public string Print(int indent = 0, int width = 80)
    {
        var text = new StringBuilder(new string(' ', indent));
        Print(text, indent, width, tail: 0);
        return text.ToString();
    }

    /// <summary>The whole on one line.</summary>
    public abstract string Flat { get; }

    // `tail` is how many columns what stands behind this on its last line takes.
    private protected abstract void Print(StringBuilder text, int indent, int width, int tail);

    private static int Column(StringBuilder text)
    {
        var start = text.Length;
        while (start > 0 && text[start - 1] != '\n')
        {
            start--;
        }

        return text.Length - start;
    }

    private static bool Fits(StringBuilder text, Doc doc, int width, int tail) => Column(text) + doc.Flat.Length + tail <= width;

    private sealed record Text(string Value) : Doc
    {
        public override string Flat => Value;

        private protected override void Print(StringBuilder text, int indent, int width, int tail) => text.Append(Value);
    }

    private sealed record Sequence(Doc[] Items) : Doc
    {
        public override string Flat => string.Concat(Items.Select(item => item.Flat));

        private protected override void Print(StringBuilder text, int indent, int width, int tail)
        {
            for (var i = 0; i < Items.Length; i++)
            {
                Items[i].Print(text, indent, width, TailOf(Items.AsSpan(i + 1), tail));
            }
        }

        // A signature's parameters break before its result does, whatever that is.
        private static int TailOf(ReadOnlySpan<Doc> rest, int tail)
        {
            var columns = tail;
            foreach (var item in rest)
            {
                columns += item.Flat.Length;
            }

            return columns;
        }
    }

    private sealed record Bracketed(string Open, Doc[] Items, string Close, bool Space) : Doc
    {
        public override string Flat => Items.Length == 0 ? Open + Close
            : Space ? $"{Open} {string.Join(", ", Items.Select(item => item.Flat))} {Close}"
            : $"{Open}{string.Join(", ", Items.Select(item => item.Flat))}{Close}";

        private protected override void Print(StringBuilder text, int indent, int width, int tail)
        {
            if (Items.Length == 0 || Fits(text, this, width, tail))
            {
                text.Append(Flat);
                return;
            }

            text.Append(Open).Append('\n');
            foreach (var item in Items)
            {
                text.Append(' ', indent + 2);
                item.Print(text, indent + 2, width, tail: 1);
                text.Append(",\n");
            }

            text.Append(' ', indent).Append(Close);
        }
    }

    private sealed record Alternatives(Doc[] Items) : Doc
    {
        public override string Flat => string.Join(" | ", Items.Select(item => item.Flat));

        private protected override void Print(StringBuilder text, int indent, int width, int tail)
        {
            if (Fits(text, this, width, tail) || Items.Length == 1)
            {
                text.Append(Flat);
                return;
            }

            while (text.Length > 0 && text[^1] == ' ')
            {
                text.Length--;
            }

            foreach (var item in Items)
            {
                text.Append('\n').Append(' ', indent + 2).Append("| ");
                item.Print(text, indent + 4, width, tail: 0);
            }
        }
    }
}
