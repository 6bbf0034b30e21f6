using Liaison.Contracts;

namespace Liaison.Tests.Contracts;

/// <summary>What a host calls at its client.</summary>
[CommandContract]
internal interface IWindow
{
    Task<string> ConfirmAsync(string text);

    [Throws(typeof(SampleLostException), "sample_lost")]
    Task CloseAsync(string name);

    IAsyncEnumerable<int> CountAsync(int count);
}
