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
    /// The name as the host or the client itself would write it in JSON: <c>first_name</c> is what its naming policy makes of
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

        // A name of underscores alone has no other form.
        var text = pascal.Length == 0 ? name : pascal.ToString();
        return json.PropertyNamingPolicy?.ConvertName(text) ?? text;
    }
}
