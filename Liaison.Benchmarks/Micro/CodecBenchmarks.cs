using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Liaison.Messages;
using Liaison.Protocols;

namespace Liaison.Benchmarks.Micro;

/// <summary>Reading one request and writing one response, without a command between them.</summary>
public class CodecBenchmarks : IDisposable
{
    private static readonly JsonSerializerOptions Json = new MicroCompanion().Json;
    private readonly List<Envelope> _decoded = [];
    private readonly FrameWriter _writer = new();
    private IWireCodec _codec = null!;
    private Frame _frame;
    private Response _response = null!;

    /// <summary>What is spoken.</summary>
    [Params("liaison", "json-rpc")]
    public string Protocol { get; set; } = "";

    [GlobalSetup]
    public void CreateCodec()
    {
        IWireProtocol protocol = Protocol == "liaison" ? LiaisonProtocol.Instance : JsonRpcProtocol.Instance;
        _codec = protocol.CreateCodec(new CodecSettings { Json = Json });
        _frame = new Frame(FrameKind.Text, Protocol == "liaison" ? Requests.RunStatic : Requests.JsonRpcRunStatic);
        Decode();
        if (_decoded is not [Request { Command: "run", Problem: null, Arguments.Count: 2 } request])
        {
            throw new InvalidOperationException($"The protocol {Protocol} did not read the request.");
        }

        _response = new Response(request, Math.Sqrt(2));
        if (Encode() == 0)
        {
            throw new InvalidOperationException($"The protocol {Protocol} wrote no response.");
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _writer.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "decode a request")]
    public int Decode()
    {
        _decoded.Clear();
        _codec.Decode(_frame, _decoded);
        return _decoded.Count;
    }

    [Benchmark(Description = "encode a response")]
    public int Encode()
    {
        _writer.Clear();
        _codec.Encode(_response, _writer);
        return _writer.TotalLength;
    }
}
