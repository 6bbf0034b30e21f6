using System.ComponentModel;
using Liaison.Contracts;
using Liaison.Messages;

namespace Liaison.Proxies;

/// <summary>The data to restore a declared exception: its message, and the members that were sent with the error.</summary>
/// <remarks>For generated code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ErrorMembers
{
    internal ErrorMembers(LiaisonException failure) => Failure = failure;

    /// <summary>The received error. Use it as the inner exception if the constructor allows one.</summary>
    public LiaisonException Failure { get; }

    /// <summary>The message.</summary>
    public string Message => Failure.Error.Message;

    /// <summary>Reads a member. Returns the default of its type if the error does not have it, or has it with another type.</summary>
    /// <param name="name">The member's name on the wire, or in C#.</param>
    public T Read<T>(string name)
    {
        try
        {
            return Failure.ReadMember<T>(name)!;
        }
        catch (InvalidCastException)
        {
            // The error itself is more important than one member, which another version of the host may write differently.
            return default!;
        }
    }
}
