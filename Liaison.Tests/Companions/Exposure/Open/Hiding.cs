#pragma warning disable CA1000, CA1822
using Liaison.Companions;

namespace Liaison.Tests.Companions.Exposure.Open;

public interface ILamp
{
    string Colour { get; }

    string Light();
}

/// <summary>An exposed base, of which a derived type hides more.</summary>
public class Lamp : ILamp
{
    public virtual string Colour => "white";

    [Hidden]
    public virtual string Serial => Trap.Spring("serial");

    public virtual string Price => "1";

    public virtual string this[int index] => $"{index}";

    public virtual string Light() => "on";

    public virtual string Light(int level) => $"{level}";

    [Hidden]
    public virtual string Explode() => Trap.Spring("exploded");

    public string Old() => "old";
}

public sealed class SecretLamp : Lamp
{
    [Hidden]
    public override string Colour => Trap.Spring("colour");

    public override string Serial => Trap.Spring("serial");

    public override string Price
    {
        [Hidden]
        get => Trap.Spring("price");
    }

    [Hidden]
    public override string this[int index] => Trap.Spring("item");

    [Hidden]
    public override string Light() => Trap.Spring("light");

    public override string Explode() => Trap.Spring("exploded");

    public new string Old() => "new";
}

/// <summary>Hidden members in what is written and read as JSON.</summary>
public sealed class Badge
{
    public string Name { get; set; } = "name";

    [Hidden]
    public string Pin { get; set; } = "pin";

    public string Half
    {
        [Hidden]
        get;
        set;
    } = "half";
}

public sealed record Pass(string Name, [property: Hidden] string Pin = "none");

public sealed record Account(string Name, [property: Hidden] int Level, [property: Hidden] int? Age = 7, [property: Hidden] string Role = "guest", string Half = "shown")
{
    public string Half { get; [Hidden] init; } = Half;
}

public sealed class Desks
{
    public Lamp Lamp { get; } = new SecretLamp();

    public Badge Badge { get; } = new();

    public Pass Pass { get; } = new("name", "pin");

    public Account Account { get; } = new("name", 1);

    public string TextOf(Account account) => $"{account.Name} {account.Role} {account.Level} {account.Age} {account.Half}";

    public string PinOf(Badge badge) => badge.Pin;

    public string HalfOf(Badge badge) => badge.Half;
}

public delegate string Caller(int number);

public static class Generic<T>
{
    public static string Name => typeof(T).Name;

    public sealed class Inner<TOther>
    {
        public string Names => typeof(T).Name + typeof(TOther).Name;
    }
}
