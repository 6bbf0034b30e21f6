using System.Reflection;

namespace Liaison.Tests.Architecture.PublicApi;

/// <summary>The compiler's notes on which parts of a type may be null, read in the order in which the type is written.</summary>
internal sealed class NullableFlags
{
    private const byte MayBeNull = 2;

    private readonly IReadOnlyList<byte> _flags;
    private int _next;

    private NullableFlags(IReadOnlyList<byte> flags) => _flags = flags;

    /// <summary>The notes on a member's or parameter's type. Where it has none of its own, those of what it is declared in hold.</summary>
    public static NullableFlags Of(ICustomAttributeProvider declaration, MemberInfo? declaredIn)
    {
        var own = Find(declaration, "NullableAttribute");
        for (var scope = declaredIn; own is null && scope is not null; scope = scope.DeclaringType)
        {
            own = Find(scope, "NullableContextAttribute");
        }

        return new NullableFlags(own ?? [0]);
    }

    /// <summary>Whether the next part may be null. A single flag stands for every part.</summary>
    public bool Next() => _flags[_flags.Count == 1 ? 0 : _next++] == MayBeNull;

    private static IReadOnlyList<byte>? Find(ICustomAttributeProvider declaration, string name)
    {
        var data = declaration switch
        {
            ParameterInfo parameter => parameter.CustomAttributes,
            MemberInfo member => member.CustomAttributes,
            _ => [],
        };
        var argument = data.FirstOrDefault(one => one.AttributeType.Name == name)?.ConstructorArguments[0].Value;
        return argument switch
        {
            byte all => [all],
            IReadOnlyList<CustomAttributeTypedArgument> each => [.. each.Select(one => (byte)one.Value!)],
            _ => null,
        };
    }
}
