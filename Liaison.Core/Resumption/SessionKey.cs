using System.Security.Cryptography;

namespace Liaison.Resumption;

/// <summary>The keys of sessions: 128 random bits, in hexadecimal digits.</summary>
internal static class SessionKey
{
    private const int Bytes = 16;

    /// <summary>A key that nobody can guess.</summary>
    public static string Create() => RandomNumberGenerator.GetHexString(Bytes * 2, lowercase: true);
}
