using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Inspection;

/// <summary>Finds the secret values of messages. Thread-safe.</summary>
internal sealed class Secrets(Redactor redactor)
{
    private readonly ConditionalWeakTable<CommandDescriptor, bool[]> _byCommand = [];

    /// <summary>The part of a text that may be kept, and whether the text was cut.</summary>
    public (byte[] Text, bool IsCut) Copy(ReadOnlySpan<byte> json, IReadOnlyList<Range>? hidden, bool allStrings) => redactor.Copy(json, hidden, allStrings);

    /// <summary>
    /// The positions of arguments for secret parameters, in a text from which the request was read; null if there are none.
    /// </summary>
    public IReadOnlyList<Range>? PlacesIn(Request request, CommandTable commands, ReadOnlySpan<byte> text)
    {
        if (request.Arguments.PositionalCount == 0 || !commands.TryGet(request.Command, out var command))
        {
            return null;
        }

        var secret = _byCommand.GetValue(command, found => [.. found.Parameters.Select(parameter => redactor.IsSecret(parameter.Name))]);
        List<Range>? places = null;
        for (var i = 0; i < Math.Min(secret.Length, request.Arguments.PositionalCount); i++)
        {
            var json = request.Arguments.JsonOf(i);
            if (secret[i] && !json.IsEmpty && text.Overlaps(json, out var start) && start >= 0)
            {
                (places ??= []).Add(start..(start + json.Length));
            }
        }

        return places;
    }
}
