#pragma warning disable CA1822, CA1051, CA2211, CA1034
namespace Liaison.Tests.Companions.Exposure.Closed;

/// <summary>A public type that the host did not mean to expose, and from which an exposed one derives.</summary>
public class OldDesk
{
    public static int Drawers = 3;

    public int Inherited;

    public static int Count { get; set; } = 1;

    public string Legacy => Trap.Spring("legacy");

    public void Burn() => Trap.Spring(0);

    public class Shelf
    {
        public string Content => Trap.Spring("content");
    }
}
