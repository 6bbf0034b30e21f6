using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Tool.Hosted;

/// <summary>What scales.lmspc declares, for peers that speak LibMedium's protocol.</summary>
public sealed class Scales : Companion
{
    [Command]
    public double Weigh(Parcel parcel) => parcel.NetGrams + 0.5;

    public sealed record Parcel(string Name, uint NetGrams);
}
