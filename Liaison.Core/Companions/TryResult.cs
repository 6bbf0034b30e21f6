using System.Text.Json.Serialization;

namespace Liaison.Companions;

/// <summary>The result of the command <c>try</c> (WIRE, section 1, The eight commands).</summary>
/// <param name="Success">Whether the call ended without an exception.</param>
/// <param name="Result">The result of the call, or the lines of the error.</param>
internal sealed record TryResult([property: JsonPropertyName("success")] bool Success, [property: JsonPropertyName("result")] object? Result);
