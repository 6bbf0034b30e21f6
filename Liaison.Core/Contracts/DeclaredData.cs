using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Contracts;

/// <summary>Reads the data of an error (<see cref="CommandError.Data"/>).</summary>
/// <remarks>
/// For example, it lets a caller throw the exception that the other end declared with <see cref="ThrowsAttribute"/>. The data is read
/// with the JSON options of the client or host that made the call.
/// </remarks>
public static class DeclaredData
{
    private static readonly Lazy<JsonSerializerOptions> Defaults = new(() => JsonDefaults.Complete(null, details: false, BasicJsonContext.Default, static _ => { }));

    /// <summary>Reads all data of the error; the default of <typeparamref name="T"/> if it has none.</summary>
    /// <exception cref="InvalidCastException">The data cannot be read as a <typeparamref name="T"/>.</exception>
    public static T? ReadData<T>(this LiaisonException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.Error.Data is { } data ? RawJsonReader.Read<T>(data, OptionsOf(failure)) : default;
    }

    /// <summary>Reads one member of the error's data; the default of <typeparamref name="T"/> if there is no such member.</summary>
    /// <param name="failure">The call's failure.</param>
    /// <param name="name">The member's name in the message, or its C# name, which the JSON options' naming policy converts.</param>
    /// <exception cref="InvalidCastException">The member cannot be read as a <typeparamref name="T"/>.</exception>
    public static T? ReadMember<T>(this LiaisonException failure, string name)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentNullException.ThrowIfNull(name);
        if (failure.Error.Data is not { } data)
        {
            return default;
        }

        var options = OptionsOf(failure);
        var member = RawJsonReader.Member(data, name) ?? RawJsonReader.Member(data, options.PropertyNamingPolicy?.ConvertName(name) ?? name);
        return member is null ? default : RawJsonReader.Read<T>(member, options);
    }

    private static JsonSerializerOptions OptionsOf(LiaisonException failure) => failure.Json ?? Defaults.Value;
}
