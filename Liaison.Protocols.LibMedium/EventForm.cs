using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// Converts an event's parameters to one value: none is null, one is its own value, and several are an object with a member for
/// each. A list of the parameters in their order is accepted too.
/// </summary>
internal static class EventForm
{
    /// <summary>Writes the value of an event with several parameters as elements of a list.</summary>
    /// <exception cref="UnfitException">The value does not match the declaration.</exception>
    public static void Write(WireMember[] parameters, ReadOnlySpan<byte> json, FrameWriter into, string name)
    {
        var reader = new Utf8JsonReader(json, JsonReading.OfWritten);
        reader.Read();
        var encoder = new JsonEncoder(into, areEscaped: false);
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            encoder.WriteItems(parameters, ref reader);
        }
        else
        {
            encoder.WriteMembers(parameters, ref reader, name);
        }
    }

    /// <summary>Writes the parameters of an event as one JSON value.</summary>
    /// <exception cref="UnfitException">The parameters do not match the declaration.</exception>
    public static void Read(WireMember[] parameters, ref ListReader list, Utf8JsonWriter into)
    {
        switch (parameters)
        {
            case []:
                into.WriteNullValue();
                break;
            case [var only]:
                ValueReader.Read(only.Type, list.Next(), into);
                break;
            default:
                ValueReader.ReadObject(parameters, ref list, into);
                break;
        }
    }
}
