namespace Liaison.Tests.Contracts;

/// <summary>A client's window.</summary>
internal sealed class Window : IWindow
{
    public Task<string> ConfirmAsync(string text) => Task.FromResult("yes: " + text);

    public Task CloseAsync(string name) => Task.FromException(new SampleLostException(name, 3));

    public async IAsyncEnumerable<int> CountAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }
}
