using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>
/// Reads a lazy sequence to its end before the reply is written. An asynchronous sequence is sent item by item instead, at any length, if
/// the caller asks for that.
/// </summary>
/// <remarks>
/// The code of a lazy sequence belongs to the application, and runs where the command ran. Collections are left as they are. Only if the
/// serializer does not know the collection's type are its items copied: a source-generated context lists the types of the application,
/// but not every collection of them.
/// </remarks>
internal sealed class SequenceCollector(JsonSerializerOptions json, int maxItems, int maxBytes)
{
    private readonly ByteStreams _streams = new(maxBytes);

    /// <summary>Whether a value is certainly not a sequence.</summary>
    public static bool IsPlain(object? value) => value is null or string || value.GetType().IsPrimitive;

    /// <summary>
    /// Sends the items of an asynchronous sequence and returns null, if the caller wants that. Otherwise collects the items.
    /// </summary>
    /// <param name="value">The command's result; not null.</param>
    /// <param name="context">The call.</param>
    /// <param name="commands">The commands, for their declared result types.</param>
    /// <exception cref="CommandException">The result has more items, or bytes, than a reply may hold.</exception>
    public ValueTask<object?> DeliverAsync(object value, CommandContext context, CommandTable commands)
    {
        var type = value.GetType();
        if (type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>) || type == typeof(Memory<byte>))
        {
            return new ValueTask<object?>(context.TryStream(value) ?? value);
        }

        // A stream is read and closed only if the command declares a stream as its result. Other streams are objects that stay open.
        return value is Stream or PipeReader && commands.TryGet(context.Command, out var command) && ByteStreams.Is(command.ResultType)
            ? _streams.DeliverAsync(value, context)
            : ReadAsync(value, context, isSent: context.WantsItems);
    }

    /// <summary>Returns the value, or the list of its items.</summary>
    /// <exception cref="CommandException">The sequence has more items than a reply may hold.</exception>
    public ValueTask<object?> CollectAsync(object? value, CommandContext context) => ReadAsync(value, context, isSent: false);

    // The context's token is created when it is first asked for, so ask only if something is enumerated.
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

    // Null if the serializer does not know the type. Other problems of the type are reported when it is written.
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

    // A type that the serializer does not treat as a sequence has its own JSON form.
    private static bool IsLeft(IEnumerable sequence, JsonTypeInfoKind? kind) =>
        kind is not null && (kind != JsonTypeInfoKind.Enumerable || sequence is ICollection || !IsLazy(sequence.GetType()));

    // A type with a count is a collection.
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
