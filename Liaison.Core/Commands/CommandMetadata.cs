using System.Reflection;

namespace Liaison.Commands;

/// <summary>Reads attributes of commands that are not Liaison's own.</summary>
internal static class CommandMetadata
{
    /// <summary>Whether the method is a command with a policy or filters. Only a call as a command applies these.</summary>
    public static bool IsJudged(MethodBase method) =>
        method is MethodInfo info && info.GetCustomAttribute<CommandAttribute>(inherit: true) is { } command
        && Of(info) is var metadata
        && (command.Policy is not null || DemandsAuthorization(metadata) || metadata.Any(one => one is FilterAttribute or ICommandFilter));

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
}
