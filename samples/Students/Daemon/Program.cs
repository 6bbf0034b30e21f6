using System.Runtime.InteropServices;
using System.Text.Json;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Protocols;
using Liaison.Transports;
using Students;

// The student system of LibMedium, for peers on a Unix socket and on a WebSocket, in the protocol of each peer:
//
//   dotnet run --project samples/Students/Daemon [-- <path of the socket> <host:port>]
var specification = LibMediumSpecification.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "student.lmspc")));
var path = args.ElementAtOrDefault(0) ?? LibMediumAddress.PathOf(specification);
var address = args.ElementAtOrDefault(1) ?? "localhost:8003";
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);

// In JSON too, the models have the names of the specification, as generated TypeScript expects: first_name, not firstName.
var json = new JsonSerializerOptions(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
await using var companion = new Companion(new CompanionOptions { Json = json });
companion.Add<IStudentDaemon>(new School());

// A message of LibMedium begins with a byte 0, and no text does. Peers of the WebSocket present the token; the socket belongs to
// its user.
var socket = new UnixSocketTransport(path, new UnixSocketOptions { Framing = StreamFraming.DetectLength64 });
var web = new WebSocketTransport(address, new WebSocketTransportOptions { Token = Environment.GetEnvironmentVariable("LIAISON_TOKEN") });
var options = new HostOptions { Protocols = [LiaisonProtocol.Instance, JsonRpcProtocol.Instance, new LibMediumProtocol(specification)] };
await using var host = new LiaisonHost(companion, options).Add(socket).Add(web);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await host.StartAsync();

Console.WriteLine(LifecycleMarkers.Started($"unix:{socket.Address}"));
Console.WriteLine(LifecycleMarkers.Started($"ws://{web.Address}"));
await host.Completion;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    _ = host.StopAsync();
}
