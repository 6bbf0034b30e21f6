namespace Liaison.Transports;

/// <summary>A transport could not bind its address. The message gives the reason and the fix.</summary>
public sealed class BindException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="address">The address, as the user wrote it.</param>
    /// <param name="message">The reason and the fix.</param>
    /// <param name="inner">The error of the operating system, if there was one.</param>
    public BindException(string address, string message, Exception? inner = null)
        : base(message, inner) => Address = address;

    /// <summary>The address that could not be bound.</summary>
    public string Address { get; }
}
