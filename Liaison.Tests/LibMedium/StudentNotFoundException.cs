namespace Liaison.Tests.LibMedium;

/// <summary>The exception of student.lmspc, with the name that .NET gives such.</summary>
public sealed class StudentNotFoundException(string message) : Exception(message);
