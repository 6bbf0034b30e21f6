namespace Liaison.Tests.Descriptions;

/// <summary>The contracts of this folder.</summary>
internal static class Contracts
{
    public static IReadOnlyList<Type> All { get; } = [typeof(IClassroom), .. typeof(EchoContracts).GetNestedTypes().OrderBy(type => type.Name, StringComparer.Ordinal)];
}
