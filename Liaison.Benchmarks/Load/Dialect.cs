using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>How a kind of server is asked, and what it has to answer, to the byte.</summary>
internal static class Dialect
{
    /// <summary>Ids have one length, so that all requests of a workload have, and all answers.</summary>
    private const int FirstId = 10_000_000;

    private const string Attachment = """{"$attachment":0}""";

    /// <summary>The request as a message, without what the transport puts around it.</summary>
    public static byte[] Request(ServerKind kind, Workload workload, int number)
    {
        var id = Id(number);
        if (workload.IsAttached)
        {
            return Attaching($$"""{"command":{"command":"{{(workload.ComesBack ? "mirror" : "size")}}","args":[{{Attachment}}]},"id":{{id}},"echo":"id"}""", workload.Payload);
        }

        return Encoding.ASCII.GetBytes((kind, workload) switch
        {
            (ServerKind.SignalR, { IsGenerated: true }) => Invocation(id, "Root", "2.0"),
            (ServerKind.SignalR, { Payload: 0 }) => Invocation(id, "Run", "\"System.Math:Sqrt\",2.0"),
            (ServerKind.SignalR, _) => Invocation(id, workload.ComesBack ? "Echo" : "Length", $"\"{Text(workload)}\""),
            (_, { IsGenerated: true }) => $$"""{"command":{"command":"root","args":[2.0]},"id":{{id}}}""",
            (_, { Payload: 0 }) => $$"""{"command":{"command":"run","args":["System.Math:Sqrt",2.0]},"id":{{id}}}""",
            _ => $$"""{"command":{"command":"{{(workload.ComesBack ? "echo" : "length")}}","args":["{{Text(workload)}}"]},"id":{{id}}{{(workload.IsEchoed ? "" : ",\"echo\":\"id\"")}}}""",
        });
    }

    /// <summary>The answer as a message.</summary>
    public static byte[] Answer(ServerKind kind, Workload workload, int number)
    {
        if (kind == ServerKind.Bare)
        {
            return CannedAnswer.Message(CannedBytes(workload));
        }

        var id = Id(number);
        if (workload.IsBinary(answer: true))
        {
            return Attaching($$$"""{"response":{{{Attachment}}},"tag":"response","evt":{"id":{{{id}}}}}""", workload.Payload);
        }

        var result = workload switch
        {
            { Payload: 0 } => Workload.RootOfTwo,
            { ComesBack: true } => $"\"{Text(workload)}\"",
            _ => workload.Payload.ToString(CultureInfo.InvariantCulture),
        };
        var echo = workload.Payload == 0 || workload.IsEchoed ? Encoding.ASCII.GetString(Request(kind, workload, number)) : $$"""{"id":{{id}}}""";
        return Encoding.ASCII.GetBytes(kind == ServerKind.SignalR
            ? $$"""{"type":3,"invocationId":"{{id}}","result":{{result}}}""" + SignalRRecord.End
            : $$"""{"response":{{result}},"tag":"response","evt":{{echo}}}""");
    }

    /// <summary>How long a canned answer is: as long as Liaison's.</summary>
    public static int CannedBytes(Workload workload) => Answer(ServerKind.Liaison, workload, 0).Length;

    // Liaison's form for bytes beside JSON: both with their lengths before them.
    private static byte[] Attaching(string json, int bytes)
    {
        var frame = new byte[8 + json.Length + sizeof(uint) + bytes];
        "LSN1"u8.CopyTo(frame);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), json.Length);
        Encoding.ASCII.GetBytes(json, frame.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(8 + json.Length), bytes);
        frame.AsSpan(8 + json.Length + sizeof(uint)).Fill((byte)'a');
        return frame;
    }

    private static string Id(int number) => (FirstId + number).ToString(CultureInfo.InvariantCulture);

    private static string Text(Workload workload) => new('a', workload.Payload);

    private static string Invocation(string id, string method, string arguments) =>
        $$"""{"type":1,"invocationId":"{{id}}","target":"{{method}}","arguments":[{{arguments}}]}""" + SignalRRecord.End;
}
