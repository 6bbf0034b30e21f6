using System.ComponentModel;
using Liaison.Commands;

namespace Liaison.Proxies;

/// <summary>Makes the arguments of a proxy's calls.</summary>
/// <remarks>For generated code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ContractArguments
{
    /// <summary>Leaves the last arguments out that are their parameters' defaults, so that a host which does not know them yet is not troubled.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="defaults">The defaults of the last of them.</param>
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

    /// <summary>Arguments by name.</summary>
    public static IReadOnlyDictionary<string, object?> Keywords<T>(IEnumerable<KeyValuePair<string, T>>? keywords) =>
        (keywords ?? []).ToDictionary(pair => pair.Key, pair => (object?)pair.Value);

    /// <summary>The call with its reports handed to the caller's progress, where there is one.</summary>
    public static CommandCall Report<T>(CommandCall call, IProgress<T>? progress)
    {
        ArgumentNullException.ThrowIfNull(call);
        return progress is null ? call : call.WithProgress<T>(report => progress.Report(report!));
    }
}
