namespace Liaison.Transports;

/// <summary>
/// Thrown by an <see cref="ICommandConnector"/> when no later attempt can succeed either. A client that reconnects gives up at once.
/// </summary>
/// <remarks>For example, the program that the connector starts has ended for good.</remarks>
public sealed class HostGoneException : IOException
{
    /// <summary>Creates the exception.</summary>
    public HostGoneException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why no connection is possible any more, and the fix.</param>
    public HostGoneException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why no connection is possible any more, and the fix.</param>
    /// <param name="inner">The cause.</param>
    public HostGoneException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
