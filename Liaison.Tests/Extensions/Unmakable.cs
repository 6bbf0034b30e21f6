using Liaison.Commands;

namespace Liaison.Tests.Extensions;

/// <summary>Asks for a service that nobody has.</summary>
internal sealed class Unmakable(IFormatProvider missing)
{
    [Command("never")]
    public IFormatProvider Never() => missing;
}
