namespace Liaison.Protocols;

/// <summary>
/// The answers to one batch, until all are there. The decoder counts what is expected before it passes any request on; from then on it
/// is the encoder's.
/// </summary>
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
