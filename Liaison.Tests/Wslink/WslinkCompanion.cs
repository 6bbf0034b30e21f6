using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;

namespace Liaison.Tests.Wslink;

/// <summary>What the server of the recorded conversations had, for wslink's clients.</summary>
internal sealed class WslinkCompanion : Companion
{
    public WslinkCompanion() => Commands.AddFrom(new Bench(this));

    /// <summary>The host that serves this, through which commands publish.</summary>
    public LiaisonHost? Host { get; set; }

    private sealed class Bench(WslinkCompanion owner)
    {
        [Command("bench.sqrt")]
        public static double Sqrt(double x) => Math.Sqrt(x);

        [Command("bench.kw")]
        public static object Keywords(CommandArguments all)
        {
            var values = Enumerable.Range(0, all.Count).Select(index => all[index]).ToList();
            return new Dictionary<string, object?>
            {
                ["args"] = values.Where(argument => argument.Name is null).Select(Value).ToList(),
                ["kwargs"] = values.Where(argument => argument.Name is not null).ToDictionary(argument => argument.Name!, Value),
            };
        }

        [Command("bench.none")]
        public static void None()
        {
        }

        [Command("bench.special")]
        public static object[] Special() =>
            [double.PositiveInfinity, double.NaN, double.NegativeInfinity, 9_007_199_254_740_992, 9_223_372_036_854_775_808];

        [Command("bench.unserialisable")]
        public static object Unserialisable() => new Lazy<object>(() => throw new InvalidOperationException("It cannot be written."));

        [Command("bench.fail")]
        public static void Fail(string message) => throw new InvalidOperationException(message);

        [Command("bench.pub")]
        public async Task<string> PublishAsync(string topic, object? value)
        {
            await owner.Host!.PublishAsync(topic, value);
            return "published";
        }

        [Command("bench.getbin")]
        public static object GetBytes() => new Dictionary<string, object?> { ["blob"] = new byte[] { 0, 1, 2, 0xfe, 0xff }, ["n"] = 5 };

        [Command("bench.getbin2")]
        public static object GetBytesTwice() => new Dictionary<string, object?> { ["list"] = new[] { "one"u8.ToArray(), "two2"u8.ToArray() } };

        [Command("bench.pubbin")]
        public async Task<string> PublishBytesAsync(string topic)
        {
            await owner.Host!.PublishAsync(topic, new Dictionary<string, object?> { ["img"] = new byte[] { 0x89, 0x50, 0x4e, 0x47 } });
            return "ok";
        }

        [Command("bench.putbin")]
        public static string PutBytes(byte[] bytes) =>
            $"got bytes len {bytes.Length} b'{string.Concat(bytes.Select(value => $"\\x{value:x2}"))}'";

        [Command("bench.echo")]
        public static byte[] Echo(byte[] bytes) => bytes;

        [Command("bench.async")]
        public static async Task<double> WaitAsync(double seconds)
        {
            await Task.Yield();
            return seconds;
        }

        private static object? Value(Argument argument) => new RawJson(argument.Json, argument.Attachments);
    }
}
