using System.ComponentModel;
using Liaison.Commands;

namespace Liaison.Descriptions;

/// <summary>What the comments in the source say of commands and of the types of their values. Thread-safe.</summary>
/// <remarks>For generated code, which takes the comments over when it is compiled.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedDocumentation
{
    private static readonly GeneratedRegistry<IReadOnlyDictionary<string, string>> Known = new();

    /// <summary>Registers what is said of a type and its members.</summary>
    /// <param name="type">The type; of a generic one its definition.</param>
    /// <param name="texts">
    /// Gives the texts by what they are of: the type itself (empty), a member (its name), a parameter (<c>Member(name)</c>), a result
    /// (<c>Member:returns</c>).
    /// </param>
    public static void Register(Type type, Func<IReadOnlyDictionary<string, string>> texts) => Known.Register(type, texts);

    /// <summary>What is said; null for nothing.</summary>
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
