using Liaison.Commands;
using Microsoft.AspNetCore.Authorization;

namespace Liaison.Tests.Extensions;

/// <summary>Commands that not everybody may call.</summary>
[Authorize]
internal sealed class Safe
{
    [Command("who")]
    public string? Who(CommandContext context) => context.Peer?.Remote.User?.Identity?.Name;

    [Command("open", Policy = "manager")]
    public string Open() => "opened";

    [Command("count")]
    [Authorize(Roles = "teller")]
    public string Count() => "7";

    [Command("look")]
    [AllowAnonymous]
    public string Look() => "closed";
}
