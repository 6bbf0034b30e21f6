using System.Text;

namespace Liaison.Tool;

/// <summary>Writes generated files. A file with the same text is not written again, so that it causes no rebuild.</summary>
internal static class OutputFolder
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <exception cref="ToolException">The folder or a file in it cannot be written.</exception>
    public static async Task WriteAsync(string folder, IReadOnlyList<GeneratedFile> files, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var file in files)
            {
                if (Path.GetFileName(file.Name) != file.Name)
                {
                    throw new ToolException(ExitCodes.Failed, $"--out {folder}: '{file.Name}' is not the name of a file.");
                }

                var path = Path.Combine(folder, file.Name);
                var bytes = Encoding.GetBytes(file.Text);
                if (!File.Exists(path) || !(await File.ReadAllBytesAsync(path, cancellationToken)).AsSpan().SequenceEqual(bytes))
                {
                    await File.WriteAllBytesAsync(path, bytes, cancellationToken);
                }

                StandardStream.WriteLine(Console.OpenStandardOutput(), path);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCodes.Failed, $"--out {folder}: {problem.Message}", problem);
        }
    }
}
