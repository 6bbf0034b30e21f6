using Desktop;
using Liaison.Hosting;
using Liaison.Transports;

// An application with a window and its thread, driven from another process:
//
//   dotnet run --project samples/Desktop                  the window
//   dotnet run --project samples/Desktop -- drive         a front end, in another terminal
//
// A further argument is the name of the pipe: -- window <name>, -- drive <name>.
var name = args.ElementAtOrDefault(1) ?? "liaison-desktop";
if (args.ElementAtOrDefault(0) == "drive")
{
    await FrontEnd.RunAsync($"pipe:{name}", Console.Out);
    return;
}

using var loop = new MessageLoop();
loop.Run(async () =>
{
    // In a terminal the window is one line that changes.
    var window = new Window(Console.IsOutputRedirected ? _ => { } : line => Console.Write($"\r{line,-78}"));
    await using var beat = new Timer(_ => loop.Post(_ => window.Beat(), null), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    await DesktopApplication.RunAsync(
        loop, window, new NamedPipeTransport(name), PageRenderer.Render, () => Console.WriteLine(LifecycleMarkers.Started($"pipe:{name}")));
});
