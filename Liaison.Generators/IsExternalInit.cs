namespace System.Runtime.CompilerServices;

/// <summary>The compiler needs this type for <c>init</c> properties. .NET Standard 2.0 does not have it.</summary>
internal static class IsExternalInit;
