using System.CommandLine;

namespace Liaison.Tool;

/// <summary><c>liaison doctor</c>: examines a host from outside, and reports why a front end cannot use it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var address = new Argument<string>("address")
        {
            Description = $"The address of the host: {CallAddress.Forms}. The token for a WebSocket comes from LIAISON_TOKEN, or from ?token= in the address.",
        };
        var origin = new Option<string?>("--origin") { HelpName = "origin", Description = "WebSocket: connect as a page of this origin does, e.g. http://localhost:3000." };
        var protocol = new Option<string?>("--protocol")
        {
            Description = "The protocol that the host must speak. [default: any]",
        }.AcceptOnlyFrom([.. CallProtocol.Names.Where(name => name != SpecificationFile.Protocol)]);
        var timeout = new Option<int?>("--timeout") { HelpName = "ms", Description = "How long each step may take. [default: 5000]" }.AcceptRange(1, int.MaxValue);
        var command = new Command(
            "doctor",
            "Examine a host from outside, and report why a front end cannot use it. The exit code is 0 if all is well, 4 if nothing can be reached, 5 if the host refuses the connection, 6 if it speaks another protocol, and 7 if it answers late, not at all, or not as this version does.")
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
                StandardStream.WriteLine(Console.OpenStandardOutput(), TerminalText.Entry(finding.ToString()));
            }

            return diagnosis.ExitCode;
        });
        return command;
    }
}
