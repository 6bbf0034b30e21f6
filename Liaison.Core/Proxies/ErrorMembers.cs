using System.ComponentModel;
using Liaison.Contracts;
using Liaison.Messages;

namespace Liaison.Proxies;

/// <summary>What a declared exception is made of again: its message, and the members that came with the error.</summary>
/// <remarks>For generated code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ErrorMembers
{
    internal ErrorMembers(LiaisonException failure) => Failure = failure;

    /// <summary>The error as it came, to be the inner exception where there is room for one.</summary>
    public LiaisonException Failure { get; }

    /// <summary>The message.</summary>
    public string Message => Failure.Error.Message;

    /// <summary>A member; the default of its type where the error has none, or one of another type.</summary>
    /// <param name="name">The member's name on the wire, or in C#.</param>
    public T Read<T>(string name)
    {
        try
        {
            return Failure.ReadMember<T>(name)!;
        }
        catch (InvalidCastException)
        {
            // The error itself matters more than a member of it that another version of the host writes differently.
            return default!;
        }
    }
}
