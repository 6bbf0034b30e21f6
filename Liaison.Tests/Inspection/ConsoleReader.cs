using System.Text.Json;
using Liaison.Client;
using Liaison.Commands;

namespace Liaison.Tests.Inspection;

/// <summary>Reads traffic as the console does.</summary>
internal static class ConsoleReader
{
    /// <summary>The messages that a filter takes, once there are so many.</summary>
    public static async Task<List<JsonElement>> MessagesAsync(this LiaisonClient console, int count, CancellationToken token, params (string Name, object Value)[] options)
    {
        var messages = new List<JsonElement>();
        await foreach (var batch in console.BatchesAsync(token, options))
        {
            messages.AddRange(batch.GetProperty("messages").EnumerateArray());
            if (messages.Count >= count)
            {
                break;
            }
        }

        return messages;
    }

    public static IAsyncEnumerable<JsonElement> BatchesAsync(this LiaisonClient console, CancellationToken token, params (string Name, object Value)[] options) =>
        console.StreamAsync<JsonElement>(
            new CommandCall("inspect.traffic") { Keywords = options.Append(("intervalMs", 50)).ToDictionary(option => option.Item1, option => (object?)option.Item2) }, token);

    public static string? Text(this JsonElement message, string member) => message.GetProperty(member) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;
}
