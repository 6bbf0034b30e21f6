using Liaison.Commands;
using Liaison.Contracts;

namespace Liaison.Tests.Contracts;

/// <summary>A contract that says nothing of who may call it.</summary>
[CommandContract]
internal interface IVault
{
    [Command("open")]
    Task<string> OpenAsync();

    [Command("empty")]
    Task<string> EmptyAsync();

    [Command("look")]
    Task<string> LookAsync();
}
