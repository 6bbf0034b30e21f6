using System.ComponentModel;
using Liaison.Commands;

namespace Liaison.Proxies;

/// <summary>Creates the arguments of a proxy's calls.</summary>
/// <remarks>For generated code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ContractArguments
{
    /// <summary>
    /// Removes trailing arguments that equal the defaults of their parameters, since an older host may not know these parameters.
    /// </summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="defaults">The defaults of the last parameters.</param>
    public static object?[] Trim(object?[] arguments, params object?[] defaults)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(defaults);
        var (count, required) = (arguments.Length, arguments.Length - defaults.Length);
        while (count > required && Equals(arguments[count - 1], defaults[count - 1 - required]))
        {
            count--;
        }

        return count == arguments.Length ? arguments : arguments[..count];
    }

    /// <summary>Appends collected arguments.</summary>
    public static object?[] Append<T>(object?[] arguments, T[]? collected)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return collected is null or [] ? arguments : [.. arguments, .. collected];
    }

    /// <summary>Creates arguments by name.</summary>
    public static IReadOnlyDictionary<string, object?> Keywords<T>(IEnumerable<KeyValuePair<string, T>>? keywords) =>
        (keywords ?? []).ToDictionary(pair => pair.Key, pair => (object?)pair.Value);

    /// <summary>Adds the caller's progress to the call, if the caller has one.</summary>
    public static CommandCall Report<T>(CommandCall call, IProgress<T>? progress)
    {
        ArgumentNullException.ThrowIfNull(call);
        return progress is null ? call : call.WithProgress<T>(report => progress.Report(report!));
    }
}
