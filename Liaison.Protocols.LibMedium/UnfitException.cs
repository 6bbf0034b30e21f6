namespace Liaison.Protocols;

/// <summary>A value does not match the specification. The message follows the name of the value's parameter or member.</summary>
internal sealed class UnfitException(string message) : Exception(message);
