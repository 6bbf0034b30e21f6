using System.Globalization;
using System.Text.Json;

namespace Liaison.Benchmarks.Soak;

/// <summary>How a text protocol asks, and how its answers are told apart, without the library's own client.</summary>
/// <param name="Request">Makes the request of an id, a command and its arguments as JSON.</param>
/// <param name="IdOf">The id that an answer is for; null where it is none.</param>
/// <param name="Answer">The member that holds the result.</param>
/// <param name="Error">The member that holds an error.</param>
internal sealed record RawDialect(Func<long, string, string, string> Request, Func<JsonElement, long?> IdOf, string Answer, string Error)
{
    public static RawDialect Liaison { get; } = new(
        (id, command, arguments) => string.Create(CultureInfo.InvariantCulture, $$"""{"command":{"command":"{{command}}","args":[{{arguments}}]},"id":{{id}},"echo":"id"}"""),
        answer => answer.TryGetProperty("evt", out var request) && request.TryGetProperty("id", out var id) && id.TryGetInt64(out var number) ? number : null,
        "response",
        "error");

    public static RawDialect JsonRpc { get; } = new(
        (id, command, arguments) => string.Create(CultureInfo.InvariantCulture, $$"""{"jsonrpc":"2.0","method":"{{command}}","params":[{{arguments}}],"id":{{id}}}"""),
        answer => answer.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) ? number : null,
        "result",
        "error");
}
