using System.Runtime.CompilerServices;
using System.Security.Claims;
using Liaison.Commands;
using Liaison.Messages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Liaison.Transports;

/// <summary>Lets ASP.NET Core's authorization decide who may call a command. Thread-safe.</summary>
/// <remarks>
/// A command asks for authorization with <see cref="CommandAttribute.Policy"/>, or with <c>[Authorize]</c> on its method or class.
/// <c>[AllowAnonymous]</c> on the method turns this off.
/// </remarks>
internal sealed class CommandAuthorization(IServiceProvider services)
{
    private static readonly ClaimsPrincipal Nobody = new(new ClaimsIdentity());

    private readonly ConditionalWeakTable<CommandDescriptor, IAuthorizeData[]> _demands = [];

    /// <summary>Checks a call. In-process calls are always allowed.</summary>
    /// <exception cref="CommandException">The caller does not meet the requirements of the command.</exception>
    public ValueTask CheckAsync(CommandContext context, CommandDescriptor command)
    {
        var demands = _demands.GetValue(command, DemandsOf);
        var remote = context.Remote ?? context.Peer?.Remote;
        return demands.Length == 0 || remote is null ? ValueTask.CompletedTask : CheckAsync(context, command, demands, remote.User ?? Nobody);
    }

    private async ValueTask CheckAsync(CommandContext context, CommandDescriptor command, IAuthorizeData[] demands, ClaimsPrincipal user)
    {
        var scope = services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            if (scope.ServiceProvider.GetService<IAuthorizationPolicyProvider>() is not { } policies
                || scope.ServiceProvider.GetService<IAuthorizationService>() is not { } authorization)
            {
                throw new CommandException(
                    ErrorCode.Unauthorized, $"'{command.Name}' requires authorization, but this application has no authorization services. Call services.AddAuthorization().");
            }

            var policy = await AuthorizationPolicy.CombineAsync(policies, demands).ConfigureAwait(false);
            var result = await authorization.AuthorizeAsync(user, context, policy!).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                throw new CommandException(ErrorCode.Unauthorized, Reason(command, demands, user));
            }
        }
    }

    private static string Reason(CommandDescriptor command, IAuthorizeData[] demands, ClaimsPrincipal user)
    {
        var names = string.Join(", ", demands.Select(demand => demand.Policy).OfType<string>().Distinct(StringComparer.Ordinal));
        var wanted = names.Length == 0 ? "authorization" : $"the policy {names}";
        return user.Identity?.IsAuthenticated == true
            ? $"'{command.Name}' requires {wanted}, which the signed-in user does not meet."
            : $"'{command.Name}' requires {wanted}, but no user is signed in. Connect as a user whom the application's authentication knows.";
    }

    private static IAuthorizeData[] DemandsOf(CommandDescriptor command)
    {
        IEnumerable<IAuthorizeData> named = command.Policy is { } policy ? [new AuthorizeAttribute(policy)] : [];
        return command.Metadata.OfType<IAllowAnonymous>().Any() ? [.. named] : [.. named, .. command.Metadata.OfType<IAuthorizeData>()];
    }
}
