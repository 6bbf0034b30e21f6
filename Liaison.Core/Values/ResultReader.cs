using System.Text.Json;

namespace Liaison.Values;

/// <summary>Takes a command's result as the type that an in-process caller wants.</summary>
internal static class ResultReader
{
    /// <summary>The result itself where it is a <typeparamref name="T"/>, else what its JSON reads as.</summary>
    /// <exception cref="InvalidCastException">It cannot be read so.</exception>
    public static T? Read<T>(object? result, JsonSerializerOptions options)
    {
        if (result is T itself)
        {
            return itself;
        }

        if (result is null && default(T) is null)
        {
            return default;
        }

        try
        {
            var json = result is null ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(result, options.GetTypeInfo(result.GetType()));
            return (T?)JsonSerializer.Deserialize(json, options.GetTypeInfo(typeof(T)));
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            throw new InvalidCastException(
                $"The command gave {(result is null ? "null" : "a " + TypeName.Short(result.GetType()))}, which cannot be taken as a {TypeName.Short(typeof(T))}.", failure);
        }
    }
}
