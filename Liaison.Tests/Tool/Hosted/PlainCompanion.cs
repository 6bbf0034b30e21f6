using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Tool.Hosted;

/// <summary>A companion that takes no options.</summary>
public sealed class PlainCompanion : Companion
{
    [Command("twice")]
    public int Twice(int number) => 2 * number;
}
