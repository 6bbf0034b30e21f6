using Liaison.Commands;

namespace Desktop;

/// <summary>The commands for the window. They run on the window's thread, because the host posts them there.</summary>
/// <param name="window">The window.</param>
/// <param name="render">Renders a page. It takes long, does not use the window, and may be called on any thread.</param>
public sealed class DocumentCommands(Window window, Action<int, CancellationToken> render)
{
    [Command("rename", Summary = "Gives the document another title, and tells the one before.")]
    public string Rename(string title)
    {
        var before = window.Title;
        window.Title = title;
        return before;
    }

    [Command("status", Summary = "What the window says.")]
    public string Status() => window.Status;

    [Command("beats", Summary = "How often the window has shown that it is alive.")]
    public int Beats() => window.Beats;

    // In its own lane, so that short commands do not wait for it.
    [Command("render", Lane = "render", Summary = "Renders the pages of the document, and tells how many there are.")]
    public async Task<int> RenderAsync(int pages, IProgress<double> progress, CancellationToken cancellationToken)
    {
        try
        {
            for (var page = 1; page <= pages; page++)
            {
                window.Status = $"Rendering page {page} of {pages}";
                var rendered = page;
                await Task.Run(() => render(rendered, cancellationToken), cancellationToken);

                // After the await the code runs on the window's thread again.
                window.Progress = (double)page / pages;
                progress.Report((double)page / pages);
            }

            window.Status = $"Rendered {pages} pages";
            return pages;
        }
        catch (OperationCanceledException)
        {
            window.Status = "Canceled";
            throw;
        }
        finally
        {
            window.Progress = null;
        }
    }

    [Command("close", Summary = "Closes the window.")]
    public void Close() => window.Close();
}
