using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Inspection;

/// <summary>Knows which values of messages are not to be kept. Thread-safe.</summary>
internal sealed class Secrets(Redactor redactor)
{
    private readonly ConditionalWeakTable<CommandDescriptor, bool[]> _byCommand = [];

    /// <summary>What may be kept of a text, and whether that is not all of it.</summary>
    public (byte[] Text, bool IsCut) Copy(ReadOnlySpan<byte> json, IReadOnlyList<Range>? hidden, bool allStrings) => redactor.Copy(json, hidden, allStrings);

    /// <summary>Where in a text, which the request was read of, values stand that belong to parameters with such a name; null where there are none.</summary>
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
