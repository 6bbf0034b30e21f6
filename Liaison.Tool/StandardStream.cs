using System.Text;

namespace Liaison.Tool;

/// <summary>Writes for programs to read: UTF-8 whatever the console's encoding, each text in one write, flushed.</summary>
internal static class StandardStream
{
    /// <summary>Writes the text and nothing else. A reader that is gone is no failure.</summary>
    public static void Write(Stream stream, string text)
    {
        try
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Nobody reads any more, or the process was started without the stream; what it does is not about that.
        }
    }

    /// <summary>Writes the text and a newline, of one character everywhere.</summary>
    public static void WriteLine(Stream stream, string text) => Write(stream, text + "\n");
}
