using System.Text;

namespace Liaison.Tool;

/// <summary>Writes output for programs: in UTF-8 regardless of the console's encoding, each text in one write, and flushed.</summary>
internal static class StandardStream
{
    /// <summary>Writes only the text. It does not fail if the reader is gone.</summary>
    public static void Write(Stream stream, string text)
    {
        try
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The reader is gone, or the process was started without the stream. The process continues its work.
        }
    }

    /// <summary>Writes the text and a newline, which is <c>\n</c> on every system.</summary>
    public static void WriteLine(Stream stream, string text) => Write(stream, text + "\n");
}
