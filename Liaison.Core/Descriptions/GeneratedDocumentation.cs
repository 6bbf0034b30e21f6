using System.ComponentModel;
using Liaison.Commands;

namespace Liaison.Descriptions;

/// <summary>Texts from the comments in the source, for commands and the types of their values. Thread-safe.</summary>
/// <remarks>For generated code: the generator copies the comments when the source is compiled.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedDocumentation
{
    private static readonly GeneratedRegistry<IReadOnlyDictionary<string, string>> Known = new();

    /// <summary>Registers the texts of a type and its members.</summary>
    /// <param name="type">The type; for a generic type its definition.</param>
    /// <param name="texts">
    /// Returns the texts by key: empty for the type itself, <c>Member</c> for a member, <c>Member(name)</c> for a parameter, and
    /// <c>Member:returns</c> for a result.
    /// </param>
    public static void Register(Type type, Func<IReadOnlyDictionary<string, string>> texts) => Known.Register(type, texts);

    /// <summary>The text with this key; null if there is none.</summary>
    internal static string? Find(Type? type, string key)
    {
        if (type is null)
        {
            return null;
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return Known.TryGet(definition, out var texts) ? texts.GetValueOrDefault(key) : null;
    }
}
