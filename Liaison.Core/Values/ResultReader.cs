using System.Text.Json;

namespace Liaison.Values;

/// <summary>Converts a command's result to the type that an in-process caller wants.</summary>
internal static class ResultReader
{
    /// <summary>Returns the result itself if it is a <typeparamref name="T"/>; otherwise reads its JSON as one.</summary>
    /// <exception cref="InvalidCastException">The result cannot be read as this type.</exception>
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
                $"The command returned {(result is null ? "null" : "a " + TypeName.Short(result.GetType()))}, which cannot be read as a {TypeName.Short(typeof(T))}.", failure);
        }
    }
}
