using Liaison.Commands;
using Liaison.Contracts;

namespace Liaison.Tests.Contracts;

/// <summary>A contract that has every kind of member.</summary>
[CommandContract("lab.")]
public interface ILab
{
    /// <summary>Adds two numbers, as <see cref="Math"/> does.</summary>
    /// <param name="x">The first.</param>
    /// <param name="y">The second.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The sum.</returns>
    Task<double> AddAsync(double x, double y = 10, CancellationToken cancellationToken = default);

    ValueTask<Sample> FindAsync(string name);

    Task ResetAsync();

    ValueTask TouchAsync();

    Task<string?> NicknameAsync(string name);

    [Command("total")]
    Task<int> TotalAsync(params int[] values);

    Task<IReadOnlyList<string>> LabelsAsync(string first, [Keywords] IReadOnlyDictionary<string, string>? more = null);

    Task<int> MeasureAsync(int times, IProgress<int>? progress = null, CancellationToken cancellationToken = default);

    Task<string> WaitAsync(CancellationToken cancellationToken = default);

    IAsyncEnumerable<Sample> ReadAsync(int count, CancellationToken cancellationToken = default);

    IAsyncEnumerable<int> ForeverAsync(CancellationToken cancellationToken = default);

    [Throws(typeof(SampleLostException), "sample_lost")]
    [Throws(typeof(SampleSpoiltException), "sample_spoilt")]
    Task<Sample> LoseAsync(string name, bool isSpoilt = false);

    [Throws(typeof(SampleLostException), "sample_lost")]
    IAsyncEnumerable<int> LoseAfterAsync(int count, CancellationToken cancellationToken = default);

    Task<string> AskAsync(string question, CommandContext? context = null);

    /// <summary>Each sample, once it was measured.</summary>
    [Topic("lab.measured")]
    IAsyncEnumerable<Sample> Measured(CancellationToken cancellationToken = default);

    [Topic("lab.alarms")]
    IAsyncEnumerable<string> Alarms { get; }
}
