using System.CommandLine;
using Liaison.Hosting;

namespace Liaison.Tool;

/// <summary><c>liaison constants</c>: prints the markers, for front ends that ask for them.</summary>
internal static class ConstantsCommand
{
    public static Command Create()
    {
        var command = new Command("constants", "Print the markers that tell when peers can connect, as JSON.");
        command.SetAction(result => StandardStream.WriteLine(Console.OpenStandardOutput(), LifecycleMarkers.Constants));
        return command;
    }
}
