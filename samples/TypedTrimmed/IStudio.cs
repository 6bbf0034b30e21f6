using Liaison.Contracts;

namespace TypedTrimmed;

/// <summary>The commands and topics of the application.</summary>
[CommandContract]
public interface IStudio
{
    /// <summary>Records a take.</summary>
    Task<Take> RecordAsync(string title, TimeSpan length, CancellationToken cancellationToken = default);

    [Throws(typeof(TakeLostException), "take_lost")]
    Task<Take> FindAsync(int number);

    IAsyncEnumerable<Take> TakesAsync(CancellationToken cancellationToken = default);

    Task<int> MixAsync(int[] numbers, IProgress<int>? progress = null);

    [Topic("studio.recorded")]
    IAsyncEnumerable<Take> Recorded(CancellationToken cancellationToken = default);
}
