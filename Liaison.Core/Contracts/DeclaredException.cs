#pragma warning disable CS1591
using Liaison.Messages;

namespace Liaison.Contracts;

public static class DeclaredException
{
    public static T? ReadMember<T>(this LiaisonException failure, string name) => default;
}
