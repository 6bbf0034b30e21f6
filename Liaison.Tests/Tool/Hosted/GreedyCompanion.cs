using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Tool.Hosted;

/// <summary>A companion that takes all the memory that the process may have.</summary>
public sealed class GreedyCompanion(CompanionOptions options) : Companion(options)
{
    private const int PieceBytes = 1 << 20;

    /// <summary>Allocates until nothing more is given.</summary>
    [Command("allocate")]
    public static int Allocate()
    {
        var pieces = new List<byte[]>();
        while (true)
        {
            pieces.Add(new byte[PieceBytes]);
        }
    }
}
