namespace Liaison.Tests.Descriptions;

public sealed class ClassroomFullException(string message) : Exception(message);
