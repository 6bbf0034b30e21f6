using System.Security.Cryptography;

namespace Liaison.Resumption;

/// <summary>Creates keys of sessions: 128 random bits, as hexadecimal digits.</summary>
internal static class SessionKey
{
    private const int Bytes = 16;

    /// <summary>A key that nobody can guess.</summary>
    public static string Create() => RandomNumberGenerator.GetHexString(Bytes * 2, lowercase: true);
}
