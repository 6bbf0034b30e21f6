using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;
using NUnit.Framework;

namespace Liaison.Tests.Calling;

/// <summary>A long text is written in pieces, and nobody can tell from what was written.</summary>
internal sealed class LongTextTests
{
    private const int Piece = LongText.PieceLength;

    private static readonly int[] Lengths = [0, Piece - 1, Piece, Piece + 1, 2 * Piece, (2 * Piece) + 1, 100_000, 1_048_576];

    // What takes one byte and more, is escaped, and is whole only as two units.
    private static readonly string[] Fillings = ["a", "\"", "\\n\n", "é", "€", "a<>&'", "\U0001F600", "x\U0001F600"];

    [Test]
    public void A_text_of_any_length_is_written_as_at_once([ValueSource(nameof(Lengths))] int length, [ValueSource(nameof(Fillings))] string filling, [Values] bool relaxed)
    {
        var text = string.Concat(Enumerable.Repeat(filling, (length / filling.Length) + 1))[..(length - (length % filling.Length))];
        AssertWritten(text, relaxed);
    }

    [Test]
    public void Half_of_a_surrogate_pair_is_written_as_at_once(
        [Values(0, Piece - 2, Piece - 1, Piece, 2 * Piece - 1, 2 * Piece)] int position, [Values('\ud83d', '\ude00')] char half, [Values] bool relaxed)
    {
        var text = new StringBuilder(new string('a', 2 * Piece + 1));
        text[position] = half;
        AssertWritten(text.ToString(), relaxed);
    }

    [Test]
    public void A_long_text_takes_room_for_itself_and_not_for_the_most_that_it_might_take()
    {
        using var writer = new FrameWriter();
        ValueWriter.Write(writer, new string('a', 1_000_000), JsonSerializerOptions.Web);
        Assert.That(writer.Length + writer.GetSpan().Length, Is.LessThan(1_200_000));
    }

    private static void AssertWritten(string text, bool relaxed)
    {
        var options = new JsonSerializerOptions(JsonSerializerOptions.Web) { Encoder = relaxed ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping : null };
        options.MakeReadOnly(populateMissingResolver: true);
        using var writer = new FrameWriter();
        ValueWriter.Write(writer, text, options);
        ValueWriter.WriteString(writer, text, options);
        writer.EndFrame(FrameKind.Text);
        var once = JsonSerializer.SerializeToUtf8Bytes(text, options);
        Assert.That(writer.Frames.Span[0].Bytes.Span.SequenceEqual([.. once, .. once]));
    }
}
