namespace Liaison.Transports;

/// <summary>A transport could not take its address. The message says why, and what to do about it.</summary>
public sealed class BindException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="address">The address, in the notation that users give it.</param>
    /// <param name="message">Why it failed, and the fix.</param>
    /// <param name="inner">What the operating system said, where it said something.</param>
    public BindException(string address, string message, Exception? inner = null)
        : base(message, inner) => Address = address;

    /// <summary>The address that could not be taken.</summary>
    public string Address { get; }
}
