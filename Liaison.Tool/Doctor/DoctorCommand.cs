using System.CommandLine;

namespace Liaison.Tool;

/// <summary><c>liaison doctor</c>: examines a host from outside, and reports why a front end cannot use it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var address = new Argument<string>("address")
        {
            Description = $"Where the host is: {CallAddress.Forms}. The token of a WebSocket is LIAISON_TOKEN's, or that of ?token= here.",
        };
        var origin = new Option<string?>("--origin") { HelpName = "origin", Description = "WebSocket: connect as a page of this origin does, e.g. http://localhost:3000." };
        var protocol = new Option<string?>("--protocol")
        {
            Description = "What the host has to speak. [default: whatever it speaks]",
        }.AcceptOnlyFrom([.. CallProtocol.Names.Where(name => name != SpecificationFile.Protocol)]);
        var timeout = new Option<int?>("--timeout") { HelpName = "ms", Description = "How long each step may take. [default: 5000]" }.AcceptRange(1, int.MaxValue);
        var command = new Command(
            "doctor",
            "Look at a host from outside, and say what keeps a front end from driving it. The exit code is 0 where all is well, 4 where nobody can be reached, 5 where the host refuses, 6 where it speaks another protocol, 7 where it answers late, not at all, or not as this version does.")
        {
            address, origin, protocol, timeout,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var doctor = new Doctor(new DoctorSettings
            {
                Address = result.GetRequiredValue(address),
                Token = Environment.GetEnvironmentVariable(ServeSettings.TokenVariable) is { Length: > 0 } token ? token : null,
                Origin = result.GetValue(origin),
                Protocol = result.GetValue(protocol),
                Timeout = TimeSpan.FromMilliseconds(result.GetValue(timeout) ?? 5_000),
            });
            var diagnosis = await doctor.ExamineAsync(cancellationToken);
            foreach (var finding in diagnosis.Findings)
            {
                StandardStream.WriteLine(Console.OpenStandardOutput(), finding.ToString());
            }

            return diagnosis.ExitCode;
        });
        return command;
    }
}
