using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>A declared type with what is needed to read and write its values.</summary>
internal sealed class WireType
{
    private WireType(DeclaredType declared, WireType? element, WireMember[] members) =>
        (Kind, Text, Element, Members) = (declared.Kind, declared.ToString(), element, members);

    public DeclaredTypeKind Kind { get; }

    /// <summary>As the specification writes it.</summary>
    public string Text { get; }

    public WireType? Element { get; }

    public WireMember[] Members { get; }

    /// <summary>The type.</summary>
    /// <param name="declared">What is declared.</param>
    /// <param name="json">How the host or the client writes names of members.</param>
    /// <param name="models">The models that were made so far, so that each is made once.</param>
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

