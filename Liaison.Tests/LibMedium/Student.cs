namespace Liaison.Tests.LibMedium;

/// <summary>The model of student.lmspc.</summary>
public sealed record Student(string Id, string FirstName, string LastName, byte Age, byte[] Photo);
