using System.Diagnostics;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Transports;

namespace Liaison.Tests.Launching;

/// <summary>Starts back ends, in a process that is then killed. Public, for the tool to load it.</summary>
public sealed class LaunchingCompanion(CompanionOptions? options = null) : Companion(options)
{
    private LiaisonProcess? _launched;

    /// <summary>Starts a program as a back end, and gives its process id.</summary>
    [Command("launch", ResolveReferences = false)]
    public async Task<int> LaunchAsync(string program, string[] arguments, double stopSeconds)
    {
        _launched = await LiaisonProcess.StartAsync(
            new ProcessStartInfo(program, arguments), new LiaisonProcessOptions { StopTimeout = TimeSpan.FromSeconds(stopSeconds) });
        return _launched.Id;
    }
}
