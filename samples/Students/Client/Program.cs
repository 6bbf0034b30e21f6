using System.Text.Json;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Protocols;
using Liaison.Transports;
using Students;

// Uses the student system through the interface that is generated from student.lmspc, with one of the daemon's protocols:
//
//   dotnet run --project samples/Students/Client [-- <liaison|json-rpc|libmedium> <address>]
var specification = LibMediumSpecification.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "student.lmspc")));
IWireProtocol protocol = args.ElementAtOrDefault(0) switch
{
    "json-rpc" => JsonRpcProtocol.Instance,
    "libmedium" => new LibMediumProtocol(specification),
    _ => LiaisonProtocol.Instance,
};
var connector = CommandConnectors.ForAddress(
    args.ElementAtOrDefault(1) ?? $"unix:{LibMediumAddress.PathOf(specification)}",
    new WebSocketConnectorOptions { Token = Environment.GetEnvironmentVariable("LIAISON_TOKEN") },
    new StreamOptions { Framing = protocol is LibMediumProtocol ? StreamFraming.Length64 : StreamFraming.Lines });

// As in the daemon, the JSON has the names of the specification.
var json = new JsonSerializerOptions(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
await using var client = await LiaisonClient.ConnectAsync(connector, new ClientOptions { Protocol = protocol, Json = json });
var school = client.As<IStudentDaemon>();

// An exception that the specification declares arrives with its own type.
try
{
    await school.GetStudentAsync("nobody");
}
catch (StudentNotFoundException e)
{
    Console.WriteLine($"Not found: {e.Message}");
}

// A topic is a sequence: it subscribes when the first event is requested.
var added = school.StudentAdded().FirstAsync();
var ada = new Student { Id = Guid.NewGuid().ToString(), FirstName = "Ada", LastName = "Lovelace", Age = 36, Photo = [0x89, 0x50, 0x4e, 0x47] };
await school.UpdateStudentAsync(ada);
Console.WriteLine($"Added: {(await added).Student.FirstName}");

var found = await school.GetStudentAsync(ada.Id);
Console.WriteLine($"Found: {found.FirstName} {found.LastName}, {found.Age}, with a photo of {found.Photo.Length} bytes");
