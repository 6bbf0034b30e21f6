namespace Liaison.Protocols;

/// <summary>A value is not what the specification declares. The message goes behind the name of what it is the value of.</summary>
internal sealed class UnfitException(string message) : Exception(message);
