namespace Liaison.Tests.Descriptions;

[AttributeUsage(AttributeTargets.Interface)]
public sealed class CommandContractAttribute(string? prefix = null) : Attribute
{
    public string? Prefix { get; } = prefix;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class TopicAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ThrowsAttribute(Type exception, string code) : Attribute
{
    public Type Exception { get; } = exception;

    public string Code { get; } = code;
}
