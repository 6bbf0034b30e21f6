using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Benchmarks.Micro;

/// <summary>
/// The same command called by generated code and by reflection: its dispatch alone, from its arguments in UTF-8 to its result, and a whole
/// message. And the same call through a contract and by its name, over a link in memory.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The benchmarks clean up after themselves.")]
public class GeneratedBenchmarks
{
    private readonly MicroCompanion _generated = new();
    private readonly MicroCompanion _reflected = Reflected();
    private readonly CommandArguments _arguments = CommandArguments.Of([1.5, 2.0], null, new MicroCompanion().Json);
    private readonly CommandContext _context = new("sum");
    private readonly ArrayBufferWriter<byte> _reply = new(4096);
    private LiaisonHost? _host;
    private LiaisonClient? _client;
    private ISums? _sums;

    [GlobalSetup]
    public async Task ConnectAsync()
    {
        var transport = new InMemoryTransport();
        _host = new LiaisonHost(new Companion().Add<ISums>(new Sums())).Add(transport);
        await _host.StartAsync();
        _client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport));
        _sums = _client.As<ISums>();
        await ReplyCheck.ExpectAsync(_generated, Requests.Sum, "\"response\":3.5");
        await ReplyCheck.ExpectAsync(_reflected, Requests.Sum, "\"response\":3.5");
        if (await TypedAsync() is not 3.5 || await UntypedAsync() is not 3.5)
        {
            throw new InvalidOperationException("The sum is wrong.");
        }
    }

    [GlobalCleanup]
    public async Task DisconnectAsync()
    {
        await _client!.DisposeAsync();
        await _host!.DisposeAsync();
    }

    [Benchmark(Description = "dispatch, generated")]
    public ValueTask<CommandResult> Generated() => _generated.Dispatcher.InvokeAsync(_arguments, _context);

    [Benchmark(Description = "dispatch, reflected")]
    public ValueTask<CommandResult> ByReflection() => _reflected.Dispatcher.InvokeAsync(_arguments, _context);

    [Benchmark(Description = "message, generated")]
    public ValueTask GeneratedMessage() => ExecuteAsync(_generated);

    [Benchmark(Description = "message, reflected")]
    public ValueTask ReflectedMessage() => ExecuteAsync(_reflected);

    [Benchmark(Description = "link in memory, typed")]
    public Task<double> TypedAsync() => _sums!.SumAsync(1.5, 2);

    [Benchmark(Description = "link in memory, by name")]
    public Task<double> UntypedAsync() => _client!.InvokeAsync<double>(new CommandCall("Sum") { Arguments = [1.5, 2.0] });

    private static MicroCompanion Reflected()
    {
        AppContext.SetSwitch(CommandFeatures.GeneratedCommandsSwitch, false);
        try
        {
            return new MicroCompanion();
        }
        finally
        {
            AppContext.SetSwitch(CommandFeatures.GeneratedCommandsSwitch, true);
        }
    }

    private ValueTask ExecuteAsync(MicroCompanion companion)
    {
        _reply.ResetWrittenCount();
        return companion.ExecuteAsync(Requests.Sum, _reply);
    }

    private sealed class Sums : ISums
    {
        public Task<double> SumAsync(double x, double y, CancellationToken cancellationToken = default) => Task.FromResult(x + y);
    }
}
