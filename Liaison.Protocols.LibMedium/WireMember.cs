using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>A member of a model, or a parameter.</summary>
internal sealed class WireMember(DeclaredField declared, WireType type, JsonSerializerOptions json)
{
    public string Name { get; } = declared.Name;

    public WireType Type { get; } = type;

    /// <summary>
    /// The member's JSON name in the naming policy of the host or the client: for <c>first_name</c> it is the policy's name of
    /// <c>FirstName</c>.
    /// </summary>
    public JsonEncodedText JsonName { get; } = JsonEncodedText.Encode(Renamed(declared.Name, json), JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    private static string Renamed(string name, JsonSerializerOptions json)
    {
        var pascal = new StringBuilder(name.Length);
        var isStart = true;
        foreach (var character in name)
        {
            if (character == '_')
            {
                isStart = true;
                continue;
            }

            pascal.Append(isStart ? char.ToUpperInvariant(character) : character);
            isStart = false;
        }

        // A name that consists only of underscores stays unchanged.
        var text = pascal.Length == 0 ? name : pascal.ToString();
        return json.PropertyNamingPolicy?.ConvertName(text) ?? text;
    }
}
