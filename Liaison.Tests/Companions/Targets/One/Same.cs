namespace Liaison.Tests.Companions.Targets.One;

/// <summary>One of two types of the same short name.</summary>
public static class Same
{
    public static string Where => "One";
}
