using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>
/// Reads a sequence that is made while it is read to its end, before a reply is written: its code is the application's, and runs where
/// the command ran. An asynchronous one is sent item by item to a caller who wants it so, however long it is. Collections, which are
/// there already, are left as they are, unless the serializer knows their items alone: a source-generated context lists the types of the
/// application, and not each collection of them.
/// </summary>
internal sealed class SequenceCollector(JsonSerializerOptions json, int maxItems, int maxBytes)
{
    private readonly ByteStreams _streams = new(maxBytes);

    /// <summary>Whether a value is no sequence, whatever else it is.</summary>
    public static bool IsPlain(object? value) => value is null or string || value.GetType().IsPrimitive;

    /// <summary>Sends the items of an asynchronous sequence, and gives null, where the caller wants that; otherwise collects.</summary>
    /// <param name="value">What the command gave; not null.</param>
    /// <param name="context">The call.</param>
    /// <param name="commands">The commands, which know what they give.</param>
    /// <exception cref="CommandException">It gives more items, or bytes, than a reply may hold.</exception>
    public ValueTask<object?> DeliverAsync(object value, CommandContext context, CommandTable commands)
    {
        var type = value.GetType();
        if (type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>) || type == typeof(Memory<byte>))
        {
            return new ValueTask<object?>(context.TryStream(value) ?? value);
        }

        // An object that somebody asked for is not read to its end, and disposed: only what a command says that it gives.
        return value is Stream or PipeReader && commands.TryGet(context.Command, out var command) && ByteStreams.Is(command.ResultType)
            ? _streams.DeliverAsync(value, context)
            : ReadAsync(value, context, isSent: context.WantsItems);
    }

    /// <summary>The value, or the list of what it gave.</summary>
    /// <exception cref="CommandException">It gives more items than a reply may hold.</exception>
    public ValueTask<object?> CollectAsync(object? value, CommandContext context) => ReadAsync(value, context, isSent: false);

    // The context's token is not asked for unless something is enumerated: it is made when it is first asked for.
    private ValueTask<object?> ReadAsync(object? value, CommandContext context, bool isSent)
    {
        if (IsPlain(value))
        {
            return new ValueTask<object?>(value);
        }

        var type = value!.GetType();
        if (value is not ICollection && SequenceReader.Of(type) is { } reader)
        {
            return ReadAsynchronousAsync(reader, value, context, isSent);
        }

        return new ValueTask<object?>(value switch
        {
            IDictionary dictionary => KindOf(type) is null ? Collect(dictionary) : value,
            IEnumerable sequence => IsLeft(sequence, KindOf(type)) ? value : Collect(sequence, context.CancellationToken),
            _ => value,
        });
    }

    // Null: the serializer does not know the type. What else is wrong with it is told when it is written.
    private JsonTypeInfoKind? KindOf(Type type)
    {
        try
        {
            return json.TryGetTypeInfo(type, out var info) ? info.Kind : null;
        }
        catch (Exception failure) when (failure is InvalidOperationException or NotSupportedException)
        {
            return JsonTypeInfoKind.None;
        }
    }

    // What the serializer does not take for a sequence has a form of its own.
    private static bool IsLeft(IEnumerable sequence, JsonTypeInfoKind? kind) =>
        kind is not null && (kind != JsonTypeInfoKind.Enumerable || sequence is ICollection || !IsLazy(sequence.GetType()));

    // What has a count is a collection.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An interface that is asked for by name here is kept on every type that is made.")]
    private static bool IsLazy(Type type) =>
        !type.GetInterfaces().Any(contract => contract.IsGenericType
            && (contract.GetGenericTypeDefinition() == typeof(ICollection<>) || contract.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>)));

    private static Dictionary<string, object?> Collect(IDictionary dictionary)
    {
        var members = new Dictionary<string, object?>();
        foreach (DictionaryEntry entry in dictionary)
        {
            members[Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? ""] = entry.Value;
        }

        return members;
    }

    private List<object?> Collect(IEnumerable sequence, CancellationToken cancellationToken)
    {
        var items = new List<object?>();
        foreach (var item in sequence)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(items, item);
        }

        return items;
    }

    private async ValueTask<object?> ReadAsynchronousAsync(SequenceReader reader, object sequence, CommandContext context, bool isSent)
    {
        if (isSent)
        {
            await reader.ReadAsync(sequence, context, context.SendItemAsync).ConfigureAwait(false);
            return null;
        }

        var items = new List<object?>();
        await reader.ReadAsync(sequence, context, item =>
        {
            Add(items, item);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return items;
    }

    private void Add(List<object?> items, object? item)
    {
        if (items.Count == maxItems)
        {
            throw new CommandException(
                ErrorCode.TooLarge, $"The sequence gives more than {maxItems} items. Give fewer, have them streamed, or raise MaxSequenceItems.");
        }

        items.Add(item);
    }
}
