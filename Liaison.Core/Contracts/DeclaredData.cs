using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Contracts;

/// <summary>
/// Reads what an error carries (<see cref="CommandError.Data"/>), e.g. to throw the exception that the other end declared with
/// <see cref="ThrowsAttribute"/>. It is read with the JSON options of the client or host that made the call.
/// </summary>
public static class DeclaredData
{
    private static readonly Lazy<JsonSerializerOptions> Defaults = new(() => JsonDefaults.Complete(null, details: false, BasicJsonContext.Default, static _ => { }));

    /// <summary>All that the error carries; the default of <typeparamref name="T"/> where it carries nothing.</summary>
    /// <exception cref="InvalidCastException">It cannot be read as a <typeparamref name="T"/>.</exception>
    public static T? ReadData<T>(this LiaisonException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.Error.Data is { } data ? RawJsonReader.Read<T>(data, OptionsOf(failure)) : default;
    }

    /// <summary>One member of what the error carries; the default of <typeparamref name="T"/> where there is none of that name.</summary>
    /// <param name="failure">The call's failure.</param>
    /// <param name="name">The member's name in the message, or in C#: the JSON options say what that becomes.</param>
    /// <exception cref="InvalidCastException">It cannot be read as a <typeparamref name="T"/>.</exception>
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
