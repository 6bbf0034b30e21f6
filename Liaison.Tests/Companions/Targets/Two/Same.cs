namespace Liaison.Tests.Companions.Targets.Two;

/// <summary>One of two types of the same short name.</summary>
public static class Same
{
    public static string Where => "Two";
}
