using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>A declared type, prepared for reading and writing its values.</summary>
internal sealed class WireType
{
    private WireType(DeclaredType declared, WireType? element, WireMember[] members) =>
        (Kind, Text, Element, Members) = (declared.Kind, declared.ToString(), element, members);

    public DeclaredTypeKind Kind { get; }

    /// <summary>The type as the specification writes it.</summary>
    public string Text { get; }

    public WireType? Element { get; }

    public WireMember[] Members { get; }

    /// <summary>Returns the prepared type.</summary>
    /// <param name="declared">The declared type.</param>
    /// <param name="json">The naming policy of the host or the client for members.</param>
    /// <param name="models">The models that are prepared already, so that each is prepared once.</param>
    public static WireType Of(DeclaredType declared, JsonSerializerOptions json, Dictionary<DeclaredModel, WireType> models)
    {
        switch (declared)
        {
            case { Element: { } element }:
                return new WireType(declared, Of(element, json, models), []);
            case { Model: { } model }:
                if (!models.TryGetValue(model, out var made))
                {
                    made = new WireType(declared, null, [.. model.Members.Select(member => new WireMember(member, Of(member.Type, json, models), json))]);
                    models.Add(model, made);
                }

                return made;
            default:
                return new WireType(declared, null, []);
        }
    }
}

