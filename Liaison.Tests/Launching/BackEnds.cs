using System.Diagnostics;
using System.Globalization;
using Liaison.Tests.Node;
using Liaison.Tests.Tool;

namespace Liaison.Tests.Launching;

/// <summary>Programs that are started as back ends: the tool, and shells that behave as a test says. They know which processes they became.</summary>
internal sealed class BackEnds
{
    private readonly List<string> _pidFiles = [];

    /// <summary>The processes that were started here, and have not ended.</summary>
    public IEnumerable<int> Running => _pidFiles.Where(File.Exists).SelectMany(File.ReadLines).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(Runs);

    /// <summary>The tool with the commands of the tests.</summary>
    public static ProcessStartInfo Tool(string command, params string[] options) => Tool(nameof(JavaScriptCompanion), command, options);

    /// <summary>The tool with a companion of the tests.</summary>
    public static ProcessStartInfo Tool(string companion, string command, string[] options) => new(
        ToolProcess.Dotnet, ["exec", ToolProcess.Path, .. command.Split(' '), "--load", ToolProcess.Hosted, "--companion", companion, "--details", "on", .. options]);

    /// <summary>Whether a process runs; one that is dead and not buried does not.</summary>
    public static bool Runs(int process)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            return !File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].StartsWith('Z');
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            return false;
        }
    }

    /// <summary>A shell that does this; what is given to it stands in <c>$1</c> and so on.</summary>
    public ProcessStartInfo Shell(string script, params string[] arguments)
    {
        var pidFile = Path.Combine(Path.GetTempPath(), $"liaison-{Guid.NewGuid():N}.pid");
        _pidFiles.Add(pidFile);
        return new ProcessStartInfo("sh", ["-c", $"echo $$ >> \"$0\"; {script}", pidFile, .. arguments]);
    }

    /// <summary>Removes what it wrote down.</summary>
    public void Clear()
    {
        _pidFiles.ForEach(File.Delete);
        _pidFiles.Clear();
    }
}
