using System.Net.WebSockets;
using System.Text;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;
using Quickstart;

// The application: a companion, the types that peers may use, and the address to connect to.
await using var shop = new Shop();
shop.Expose<Basket>();

var transport = new WebSocketTransport("localhost:0");
await using var host = new LiaisonHost(shop).Add(transport);
await host.StartAsync();
Console.WriteLine($"Serving at ws://{transport.Address}");

// The front end: any WebSocket client. It presents the token of this launch.
using var socket = new ClientWebSocket();
socket.Options.SetRequestHeader("Authorization", $"Bearer {transport.Token}");
await socket.ConnectAsync(new Uri($"ws://{transport.Address}"), CancellationToken.None);

await SayAsync("""{"command": {"command": "ping"}, "id": 1}""");
await SayAsync("""{"command": {"command": "init", "args": ["mine", "Basket"]}, "id": 2}""");
await SayAsync("""{"command": {"command": "init", "args": ["yours", "Basket"]}, "id": 3}""");
await SayAsync("""{"command": {"command": "run", "args": ["yours.add", 2.5], "kwargs": {"times": 3}}, "id": 4}""");
await SayAsync("""{"command": {"command": "run", "args": ["mine.take_all_from"], "kwargs": {"other": "$yours"}}, "id": 5}""");
await SayAsync("""{"command": {"command": "get", "args": ["mine"]}, "id": 6}""");
await SayAsync("""{"command": {"command": "try", "args": ["mine.CheckOut"]}, "id": 7}""");
await SayAsync("""{"command": {"command": "greet", "args": ["Ada"]}, "id": 8}""");

await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

async Task SayAsync(string message)
{
    Console.WriteLine($"> {message}");
    await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    using var reply = new MemoryStream();
    var buffer = new byte[4096];
    ValueWebSocketReceiveResult received;
    do
    {
        received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        reply.Write(buffer, 0, received.Count);
    }
    while (!received.EndOfMessage);

    Console.WriteLine($"< {Encoding.UTF8.GetString(reply.ToArray())}");
}
