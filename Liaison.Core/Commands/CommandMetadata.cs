using System.Reflection;

namespace Liaison.Commands;

/// <summary>What the attributes of a command say to others than Liaison.</summary>
internal static class CommandMetadata
{
    /// <summary>Whether the method is a command that is called as one, since its policy and its filters would not be there otherwise.</summary>
    public static bool IsJudged(MethodBase method) =>
        method is MethodInfo info && info.GetCustomAttribute<CommandAttribute>(inherit: true) is { } command
        && Of(info) is var metadata
        && (command.Policy is not null || DemandsAuthorization(metadata) || metadata.Any(one => one is FilterAttribute or ICommandFilter));

    /// <summary>The attributes of the method's class, and then the method's own.</summary>
    public static object[] Of(MethodInfo method) =>
        [.. method.ReflectedType?.GetCustomAttributes(inherit: true) ?? [], .. method.GetCustomAttributes(inherit: true)];

    /// <summary>
    /// Whether ASP.NET Core's <c>[Authorize]</c> is among them. The core knows it by name alone, so that where nothing enforces it
    /// the command is refused rather than open.
    /// </summary>
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
