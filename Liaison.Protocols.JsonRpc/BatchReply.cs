namespace Liaison.Protocols;

/// <summary>Collects the answers to one batch until it is complete.</summary>
/// <remarks>The decoder counts the expected answers before it passes on any request. After that only the encoder uses it.</remarks>
internal sealed class BatchReply
{
    private readonly List<byte[]> _answers = [];
    private int _missing;

    public IReadOnlyList<byte[]> Answers => _answers;

    public bool IsComplete => _missing == 0;

    public void Expect() => _missing++;

    public void Add(byte[] answer)
    {
        _answers.Add(answer);
        _missing--;
    }
}
