using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Companions.Exposure;

/// <summary>Creates generic types from definitions and type arguments that peers name. Thread-safe.</summary>
/// <remarks>
/// The number of types is limited: the process keeps every created type, and their number has no end (<c>List&lt;List&lt;...&gt;&gt;</c>).
/// </remarks>
internal sealed class GenericTypes(int maxTypes)
{
    private readonly ConcurrentDictionary<string, byte> _made = new(StringComparer.Ordinal);

    /// <summary>Creates the type.</summary>
    /// <exception cref="CommandException">The arguments do not fit, or peers have created too many types.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The type arguments are exposed types, whose members are kept.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Where the code of this instantiation does not exist, the failure below says so.")]
    public Type Make(Type definition, Type[] arguments)
    {
        var name = $"{definition.FullName}<{string.Join(",", arguments.Select(TypeName.Full))}>";
        if (_made.Count >= maxTypes && !_made.ContainsKey(name))
        {
            throw new CommandException(
                ErrorCode.TooLarge, $"Peers have named {_made.Count} generic types already, as many as are allowed. Raise CompanionOptions.MaxGenericTypes on the host.");
        }

        _made.TryAdd(name, 0);
        try
        {
            return definition.MakeGenericType(arguments);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException or TypeLoadException)
        {
            throw new CommandException(ErrorCode.NotFound, $"{TypeName.Full(definition)} cannot have these type arguments: {failure.Message}");
        }
    }
}
