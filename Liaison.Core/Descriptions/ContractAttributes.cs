using System.Reflection;

namespace Liaison.Descriptions;

/// <summary>
/// Reads the attributes of contracts. They are read as metadata and found by their names, so that a contract that was built with another
/// version of Liaison can be described too.
/// </summary>
internal static class ContractAttributes
{
    /// <summary>Whether the type is a contract.</summary>
    public static bool IsContract(Type type) => Find(type, "CommandContractAttribute") is not null;

    /// <summary>The prefix of a contract's command names.</summary>
    public static string PrefixOf(Type contract) => Find(contract, "CommandContractAttribute") is { } attribute ? TextOf(attribute, "Prefix") ?? "" : "";

    /// <summary>The topic name of a member; null if the member is not a topic.</summary>
    public static string? TopicOf(MemberInfo member) => Find(member, "TopicAttribute") is { } attribute ? TextOf(attribute, "Name") ?? member.Name : null;

    /// <summary>The exceptions that a method declares, with their codes.</summary>
    public static IEnumerable<(Type Exception, string Code)> ThrowsOf(MemberInfo member) =>
        from attribute in member.GetCustomAttributesData()
        where attribute.AttributeType.Name == "ThrowsAttribute"
        let values = attribute.ConstructorArguments.Select(argument => argument.Value).ToList()
        let exception = values.OfType<Type>().FirstOrDefault() ?? attribute.AttributeType.GenericTypeArguments.FirstOrDefault()
        let code = values.OfType<string>().FirstOrDefault()
        where exception is not null && code is not null
        select (exception, code);

    private static CustomAttributeData? Find(MemberInfo member, string name) =>
        member.GetCustomAttributesData().FirstOrDefault(attribute => attribute.AttributeType.Name == name);

    private static string? TextOf(CustomAttributeData attribute, string property) =>
        attribute.NamedArguments.Where(argument => argument.MemberName == property).Select(argument => argument.TypedValue.Value).OfType<string>().FirstOrDefault()
        ?? attribute.ConstructorArguments.Select(argument => argument.Value).OfType<string>().FirstOrDefault();
}
