using System.Reflection;

namespace Liaison.Commands;

/// <summary>Reads the attributes that decide who may call a command.</summary>
internal static class CommandMetadata
{
    /// <summary>Whether the method is a command that only authenticated peers may call.</summary>
    public static bool IsProtected(MethodBase method) =>
        DeclarationsOf(method).Any(declared => declared.GetCustomAttribute<CommandAttribute>(inherit: true) is { RequiresAuthentication: true });

    /// <summary>Whether the method is a command with a policy or filters. Only a call as a command applies these.</summary>
    public static bool IsJudged(MethodBase method)
    {
        MethodInfo[] declarations = [.. DeclarationsOf(method)];
        CommandAttribute[] commands = [.. declarations.Select(declared => declared.GetCustomAttribute<CommandAttribute>(inherit: true)).OfType<CommandAttribute>()];
        if (declarations.Length < 2 && commands is [])
        {
            return false;
        }

        object[] metadata = [.. declarations.SelectMany(Of)];
        return Array.Exists(commands, command => command.Policy is not null)
            || DemandsAuthorization(metadata) || Array.Exists(metadata, one => one is FilterAttribute or ICommandFilter);
    }

    /// <summary>The attributes of the method's class, followed by the method's own.</summary>
    public static object[] Of(MethodInfo method) =>
        [.. method.ReflectedType?.GetCustomAttributes(inherit: true) ?? [], .. method.GetCustomAttributes(inherit: true)];

    /// <summary>Whether the attributes contain ASP.NET Core's <c>[Authorize]</c>.</summary>
    /// <remarks>The core knows the attribute only by its name. A command with it is refused if nothing enforces it.</remarks>
    public static bool DemandsAuthorization(IReadOnlyList<object> metadata) => metadata.Any(attribute =>
    {
        for (var type = attribute.GetType(); type is not null; type = type.BaseType)
        {
            if (type.FullName == "Microsoft.AspNetCore.Authorization.AuthorizeAttribute")
            {
                return true;
            }
        }

        return false;
    });

    // The method, and the methods of contracts that it implements: each of them can be a command.
    private static IEnumerable<MethodInfo> DeclarationsOf(MethodBase method) => method is MethodInfo info ? [info, .. ContractMethods.ImplementedBy(info)] : [];
}
