using System.Collections;
using System.Reflection;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Commands;

/// <summary>One parameter of a callable method or constructor.</summary>
internal sealed class CallParameter
{
    private Func<CommandContext, object>? _createProgress;

    public CallParameter(ParameterInfo parameter)
    {
        Name = parameter.GetCustomAttribute<ArgumentAttribute>()?.Name ?? parameter.Name ?? $"arg{parameter.Position}";
        Type = parameter.ParameterType;
        Role = RoleOf(parameter);
        ElementType = Role switch
        {
            ParameterRole.Params => Type.GetElementType(),
            ParameterRole.Keywords => Type.GetGenericArguments()[^1],
            _ => null,
        };
        IsOptional = parameter.HasDefaultValue || Role != ParameterRole.Bound;
        Default = parameter.HasDefaultValue ? DefaultOf(parameter) : null;
        Unsupported = ReasonAgainst(parameter);
    }

    public string Name { get; }

    public Type Type { get; }

    /// <summary>The type of one collected argument; null for parameters that do not collect.</summary>
    public Type? ElementType { get; }

    public ParameterRole Role { get; }

    /// <summary>Whether the library supplies the value, so that callers never send an argument for this parameter.</summary>
    public bool IsSupplied => Role is ParameterRole.Token or ParameterRole.Context or ParameterRole.Progress;

    public bool IsOptional { get; }

    public object? Default { get; }

    /// <summary>The reason why no message can set this parameter; null if a message can.</summary>
    public string? Unsupported { get; }

    /// <summary>The parameter as shown in a signature for people; null if it is supplied.</summary>
    public string? Display => Role switch
    {
        _ when IsSupplied => null,
        ParameterRole.Rest => "...",
        ParameterRole.Params => $"params {TypeName.Short(Type)} {Name}",
        ParameterRole.Keywords => $"[Keywords] {TypeName.Short(Type)} {Name}",
        _ => $"{TypeName.Short(Type)} {Name}{(IsOptional ? " = " + DisplayDefault() : "")}",
    };

    /// <summary>Creates the value of a parameter with the role <see cref="ParameterRole.Progress"/>.</summary>
    public object CreateProgress(CommandContext context) => (_createProgress ??= CallProgress.FactoryOf(Type))(context);

    private static ParameterRole RoleOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(CancellationToken))
        {
            return ParameterRole.Token;
        }

        if (type == typeof(CommandContext))
        {
            return ParameterRole.Context;
        }

        if (CallProgress.Is(type))
        {
            return ParameterRole.Progress;
        }

        if (type == typeof(CommandArguments))
        {
            return ParameterRole.Rest;
        }

        if (parameter.IsDefined(typeof(KeywordsAttribute), inherit: false) && IsKeywords(type))
        {
            return ParameterRole.Keywords;
        }

        return type.IsSZArray && parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) ? ParameterRole.Params : ParameterRole.Bound;
    }

    private static bool IsKeywords(Type type) =>
        type.IsGenericType && type.GetGenericArguments() is [var key, var value] && key == typeof(string)
        && (type.GetGenericTypeDefinition() == typeof(Dictionary<,>)
            || type.GetGenericTypeDefinition() == typeof(IDictionary<,>)
            || type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>));

    private static object? DefaultOf(ParameterInfo parameter)
    {
        var value = parameter.DefaultValue;

        // Reflection reports the default of a struct as null, and the default of an enum as its number.
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return value is null || !type.IsEnum ? value : Enum.ToObject(type, value);
    }

    private static string? ReasonAgainst(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type.IsByRef)
        {
            return $"its parameter '{parameter.Name}' is passed by reference (ref, out or in)";
        }

        if (type.IsPointer || type.IsFunctionPointer)
        {
            return $"its parameter '{parameter.Name}' is a pointer";
        }

        if (type.IsByRefLike)
        {
            return $"its parameter '{parameter.Name}' is a {TypeName.Short(type)}, which cannot leave the stack";
        }

        return null;
    }

    private string DisplayDefault() => Default switch
    {
        null => Type.IsValueType && Nullable.GetUnderlyingType(Type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        IEnumerable => "...",
        var other => other.ToString() ?? "",
    };
}
