using System.Runtime.CompilerServices;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Messages;

namespace Folders;

/// <summary>The commands for the window's page.</summary>
public sealed class FolderCommands
{
    private const int Many = 1_000;

    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    [Command("sizes", Summary = "The folders in a folder, one by one, with what is in them.")]
    public async IAsyncEnumerable<FolderSize> SizesAsync(
        string path, IProgress<double> progress, CommandContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            throw new CommandException("no_folder", $"There is no folder '{path}'.");
        }

        // The back end asks the page a question. If the command is canceled, the question is canceled too.
        if (Directory.EnumerateFileSystemEntries(path, "*", Below).Skip(Many).Any()
            && !await context.Peer!.InvokeAsync<bool>("confirm", [$"There is much in {path}. Go on?"], cancellationToken))
        {
            yield break;
        }

        var folders = Directory.GetDirectories(path).Order(StringComparer.Ordinal).ToArray();
        for (var i = 0; i < folders.Length; i++)
        {
            yield return SizeOf(folders[i], cancellationToken);
            progress.Report((i + 1.0) / folders.Length);
        }
    }

    private static FolderSize SizeOf(string folder, CancellationToken cancellationToken)
    {
        var (files, bytes) = (0, 0L);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", Below))
        {
            cancellationToken.ThrowIfCancellationRequested();
            files++;
            bytes += file.Length;
        }

        return new FolderSize(Path.GetFileName(folder), files, bytes);
    }
}
