using System.Text.Json.Serialization;

namespace Liaison.Companions;

/// <summary>What the command <c>try</c> gives (WIRE, section 1, The eight commands).</summary>
/// <param name="Success">Whether the call ended without an exception.</param>
/// <param name="Result">What it gave, or the lines of the error.</param>
internal sealed record TryResult([property: JsonPropertyName("success")] bool Success, [property: JsonPropertyName("result")] object? Result);
