namespace Liaison.Benchmarks.Servers;

/// <summary>What the events tell. It counts how often it is serialised.</summary>
internal sealed class Reading(string sensor, double value)
{
    /// <summary>The topic that readings are published under.</summary>
    public const string Topic = "reading";

    private static long _timesSerialised;

    public static long TimesSerialised => Interlocked.Read(ref _timesSerialised);

    /// <summary>The one that is published every time.</summary>
    public static Reading Sample { get; } = new("thermometer", 0.25);

    /// <summary>The message in which <see cref="Sample"/> reaches a subscriber (liaison protocol, events).</summary>
    public static ReadOnlySpan<byte> SampleEvent => """{"tag":"reading","message":{"sensor":"thermometer","value":0.25},"evt":{"topic":"reading"}}"""u8;

    public string Sensor
    {
        get
        {
            Interlocked.Increment(ref _timesSerialised);
            return sensor;
        }
    }

    public double Value => value;
}
