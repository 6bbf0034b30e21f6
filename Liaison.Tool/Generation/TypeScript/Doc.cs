using System.Text;

namespace Liaison.Tool;

/// <summary>
/// A text that is printed on one line if it fits. Otherwise it breaks at its outermost groups first, as prettier does.
/// </summary>
internal abstract record Doc
{
    public static implicit operator Doc(string text) => new Text(text);

    /// <summary>Returns the items, one after the other.</summary>
    public static Doc Concat(params Doc[] items) => new Sequence(items);

    /// <summary>Returns items in brackets: on one line, or on a line each, with a comma after each.</summary>
    /// <param name="open">The opening bracket.</param>
    /// <param name="items">The items.</param>
    /// <param name="close">The closing bracket.</param>
    /// <param name="space">Whether there are spaces inside the brackets on one line.</param>
    public static Doc List(string open, IEnumerable<Doc> items, string close, bool space = false) => new Bracketed(open, [.. items], close, space);

    /// <summary>Returns the alternatives of a type: on one line, or each on its own line after a bar.</summary>
    public static Doc Union(IEnumerable<Doc> items) => new Alternatives([.. items]);

    /// <summary>Prints the text.</summary>
    /// <param name="indent">The indentation of every line in columns, including the first.</param>
    /// <param name="width">The largest width in columns.</param>
    public string Print(int indent = 0, int width = 80)
    {
        var text = new StringBuilder(new string(' ', indent));
        Print(text, indent, width, tail: 0);
        return text.ToString();
    }

    /// <summary>The whole text on one line.</summary>
    public abstract string Flat { get; }

    // `tail` is the number of columns for the text that follows on the last line.
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

        // The parameters of a signature break before its result type does.
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
