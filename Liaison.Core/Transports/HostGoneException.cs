namespace Liaison.Transports;

/// <summary>
/// What an <see cref="ICommandConnector"/> throws where no later attempt can succeed either, e.g. since the program that it starts has ended
/// for good. A client that connects again gives up at once.
/// </summary>
public sealed class HostGoneException : IOException
{
    /// <summary>Makes the exception.</summary>
    public HostGoneException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">Why nobody can connect any more, and the fix.</param>
    public HostGoneException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">Why nobody can connect any more, and the fix.</param>
    /// <param name="inner">What caused it.</param>
    public HostGoneException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
