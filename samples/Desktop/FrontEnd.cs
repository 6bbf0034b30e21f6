using Liaison.Client;
using Liaison.Commands;

namespace Desktop;

/// <summary>A front end in another process. It renames the document, renders it twice, and cancels the second time.</summary>
public static class FrontEnd
{
    private const int Pages = 20;

    /// <summary>Uses the window at an address, e.g. <c>pipe:liaison-desktop</c>, and prints what happens.</summary>
    public static async Task RunAsync(string address, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        await using var client = await LiaisonClient.ConnectAsync(address);
        await output.WriteLineAsync($"Renamed from {await client.InvokeAsync<string>("rename", ["Untitled"])}");

        var titles = client.SubscribeAsync<string>("title").GetAsyncEnumerator();
        var changed = titles.MoveNextAsync();
        await client.InvokeAsync<string>("rename", ["Report"]);
        await changed;
        await output.WriteLineAsync($"The window is called {titles.Current.Value}");
        await titles.DisposeAsync();

        var before = await client.InvokeAsync<int>("beats");
        var quarters = new HashSet<int>();
        var render = new CommandCall("render") { Arguments = [Pages] };
        var pages = await client.InvokeAsync<int>(render.WithProgress<double>(done => quarters.Add((int)(done * 4))));
        var beats = await client.InvokeAsync<int>("beats") - before;
        await output.WriteLineAsync($"Rendered {pages} pages, was told of {quarters.Count - 1} quarters, and the window {(beats > 0 ? "was alive" : "froze")}");

        // A canceled call does not wait for the end of the command. The window reports it.
        await using var says = client.SubscribeAsync<string>("status").GetAsyncEnumerator();
        var said = says.MoveNextAsync();
        await output.WriteLineAsync(await CancelHalfwayAsync(client));
        while (await said && says.Current.Value != "Canceled")
        {
            said = says.MoveNextAsync();
        }

        await output.WriteLineAsync($"The window says: {says.Current.Value}");
    }

    private static async Task<string> CancelHalfwayAsync(LiaisonClient client)
    {
        using var canceling = new CancellationTokenSource();
        var render = new CommandCall("render") { Arguments = [Pages] }.WithProgress<double>(done =>
        {
            if (done >= 0.5)
            {
                canceling.Cancel();
            }
        });
        try
        {
            var pages = await client.InvokeAsync<int>(render, canceling.Token);
            return $"Rendered {pages} pages, and was not canceled";
        }
        catch (OperationCanceledException)
        {
            return "Canceled halfway";
        }
    }
}
