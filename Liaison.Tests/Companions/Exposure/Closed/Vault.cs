using Liaison.Tests.Companions.Exposure.Open;

namespace Liaison.Tests.Companions.Exposure.Closed;

/// <summary>An internal type with public members, as implementations behind an interface have them.</summary>
internal sealed class Vault : IReading, IAudit
{
    public static string Master = "master";

    public string Combination = "1-2-3";

    public static string Shared { get; set; } = "shared";

    public string Title => "ledger";

    public string Secret
    {
        get => Trap.Spring("secret");
        set => Trap.Spring(value);
    }

    string IAudit.Log => Trap.Spring("log");

    public string this[int index]
    {
        get => Trap.Spring($"entry {index}");
        set => Trap.Spring(value);
    }

    public string Read(int page) => $"page {page}";

    public string Open() => Trap.Spring("open");

    void IAudit.Erase() => Trap.Spring(0);

    public sealed class Key
    {
        public string Teeth => Trap.Spring("teeth");
    }
}
