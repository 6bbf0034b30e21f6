using System.Buffers.Binary;
using System.Text;
using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>LibMedium against the liaison protocol in lines: the same command of the same host, over Unix sockets of one server.</summary>
internal sealed class LibMediumRun(LoadOptions options, Scoreboard board)
{
    public const string Pipelined = "libmedium/pipelined/1";
    public const string LibMedium = "libmedium";

    private const int Count = 1_024;
    private const int FirstId = 10_000_000;

    public void Run()
    {
        Progress.Tell(Pipelined);
        using var server = ServerProcess.Start(ServerKind.Liaison, Transport.Unix, core: null);
        using var lines = new Pipeline(server.Connect(), OfLines(), options.Window);
        using var binary = new Pipeline(server.Connect(), OfLibMedium(), options.Window);
        lines.Run(options.WarmUp);
        binary.Run(options.WarmUp);
        for (var round = 0; round < options.Rounds; round++)
        {
            Add(ServerProcess.NameOf(ServerKind.Liaison), lines);
            Add(LibMedium, binary);
        }

        void Add(string name, Traffic traffic)
        {
            var before = server.Stats().AllocatedBytes;
            var result = traffic.Run(options.Round);
            board.Add(Pipelined, name, Metric.Rate, result.Commands / result.Elapsed.TotalSeconds);
            board.Add(Pipelined, name, Metric.Allocated, (server.Stats().AllocatedBytes - before) / (double)result.Commands);
        }
    }

    private Conversation OfLines()
    {
        var requests = Enumerable.Range(FirstId, Count).Select(id => FormattableString.Invariant($$"""{"command":{"command":"root","args":[2.0]},"id":{{id}}}""")).ToList();
        return new Conversation(
            [.. requests.Select(request => Encoding.ASCII.GetBytes(request + "\n"))],
            [.. requests.Select(request => Encoding.ASCII.GetBytes($$"""{"response":{{Workload.RootOfTwo}},"tag":"response","evt":{{request}}}""" + "\n"))],
            options.Window);
    }

    private Conversation OfLibMedium() => new(
        [.. Enumerable.Range(FirstId, Count).Select(id => Message([0x05, .. Element("root"u8), .. Element(Id(id)), .. Element(Double(2))]))],
        [.. Enumerable.Range(FirstId, Count).Select(id => Message([0x06, .. Id(id), .. Double(Math.Sqrt(2))]))],
        options.Window);

    private static byte[] Message(byte[] body)
    {
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(length, (ulong)body.Length);
        return [.. length, .. body];
    }

    private static byte[] Element(ReadOnlySpan<byte> bytes)
    {
        var length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        return [.. length, .. bytes];
    }

    private static byte[] Id(int number)
    {
        var id = new byte[16];
        BinaryPrimitives.WriteInt32BigEndian(id, number);
        return id;
    }

    private static byte[] Double(double value)
    {
        var bytes = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        return bytes;
    }
}
