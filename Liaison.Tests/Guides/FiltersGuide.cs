using System.Collections.Concurrent;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Extensions;
using Liaison.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Liaison.Tests.Guides;

/// <summary>The code of docs/guides/filters.md: each region is one of its blocks, and the tests run them.</summary>
internal static class FiltersGuide
{
    #region a filter
    public sealed class Translate : ICommandFilter
    {
        public async ValueTask InvokeAsync(CommandContext context, CommandNext next)
        {
            try
            {
                await next(context);
            }
            catch (FileNotFoundException missing)
            {
                throw new CommandException("no_such_document", $"There is no document {missing.FileName}.");
            }
        }
    }
    #endregion

    #region one that answers by itself
    public sealed class Remember : ICommandFilter
    {
        private readonly ConcurrentDictionary<string, object?> _known = new();

        public async ValueTask InvokeAsync(CommandContext context, CommandNext next)
        {
            if (!context.TryReadArgument<string>("path", out var path))
            {
                await next(context);    // and have the command complain
                return;
            }

            if (_known.TryGetValue(path!, out var known))
            {
                context.Result = known;
                return;
            }

            await next(context);
            _known[path!] = context.Result;
        }
    }
    #endregion

    #region an attribute that is a filter
    public sealed class AtMostAttribute(int calls) : FilterAttribute, ICommandFilter
    {
        private int _calls;

        public ValueTask InvokeAsync(CommandContext context, CommandNext next) =>
            Interlocked.Increment(ref _calls) <= calls
                ? next(context)
                : throw new CommandException(ErrorCode.Busy, $"'{context.Command}' is called {calls} times at most.");
    }
    #endregion

    #region where they are put
    [Filter<Translate>]
    public sealed class Documents
    {
        [Command("read")]
        [Filter<Remember>]
        public string Read(string path) => path == "a.txt" ? $"{++Reads} read" : throw new FileNotFoundException(null, path);

        [Command("print")]
        [AtMost(2)]
        public string Print(string path) => $"printed {path}";

        public int Reads { get; private set; }
    }
    #endregion

    #region one that shares its services with the command
    public sealed class Commit(Database database) : ICommandFilter
    {
        public async ValueTask InvokeAsync(CommandContext context, CommandNext next)
        {
            await next(context);
            await database.SaveAsync(context.CancellationToken);
        }
    }
    #endregion

    public static Companion Create()
    {
        var companion = new Companion();
        #region around everything
        companion.Commands.AddFilter(new Translate());
        #endregion
        companion.Commands.AddFrom(new Documents());
        return companion;
    }

    public static void Add(IServiceCollection services)
    {
        #region by the container
        services.AddScoped<Database>();
        services.AddLiaison()
            .AddFilter<Commit>(CommandScope.Call)
            .AddCommands<Accounts>(CommandScope.Call);
        #endregion
    }

    public sealed class Accounts(Database database)
    {
        [Command("pay")]
        public int Pay(int amount) => database.Unsaved += amount;
    }

    public sealed class Database
    {
        public static int Saved { get; private set; }

        public int Unsaved { get; set; }

        public Task SaveAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Saved += Unsaved;
            return Task.CompletedTask;
        }
    }
}
