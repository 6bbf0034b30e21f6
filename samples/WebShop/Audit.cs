using Liaison.Commands;
using Liaison.Messages;

namespace WebShop;

/// <summary>A filter around every command: it logs who called which command, and sets the code of a failure.</summary>
public sealed class Audit : ICommandFilter
{
    public async ValueTask InvokeAsync(CommandContext context, CommandNext next)
    {
        try
        {
            await next(context);
            Console.WriteLine($"{context.Peer?.Remote.User?.Identity?.Name} called {context.Command}: {context.Result}");
        }
        catch (OverflowException tooMany)
        {
            throw new CommandException("too_many", "The store has no room for so many.", tooMany);
        }
    }
}
