#pragma warning disable CA1707
namespace Liaison.Tests.Companions.Targets;

/// <summary>A type with a function whose name is the type's but for an underscore.</summary>
public sealed class Alike
{
    private readonly string _text;

    public Alike() => _text = "constructed";

    private Alike(string text) => _text = text;

    public static Alike A_like() => new("called");

    public override string ToString() => _text;
}
