#region directives
using Liaison.Extensions;
using Liaison.Transports;
#endregion
using Liaison.Commands;
using Liaison.Companions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Liaison.Tests.Guides;

/// <summary>The code of docs/guides/hosting.md: each region is one of its blocks, and the tests run them.</summary>
internal static class HostingGuide
{
    public static IHost Service(string[] args)
    {
        #region a service
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddLiaison()
            .AddCompanion<Shop>()
            .AddCommands<Orders>()
            .AddWebSocket(
                builder.Configuration["Shop:Address"] ?? "localhost:8003",
                options => options with { Token = builder.Configuration["Shop:Token"] });
        var application = builder.Build();                         // and application.Run()
        #endregion
        return application;
    }

    public static void Scoped(IServiceCollection services)
    {
        #region a scope for each call
        services.AddScoped<Database>();
        services.AddLiaison().AddCommands<Accounts>(CommandScope.Call);
        #endregion
    }

    public static void Expose(IServiceCollection services)
    {
        #region every companion
        services.AddLiaison().Configure((services, companion) => companion.Expose<Basket>());
        #endregion
    }

    public static void Options(IServiceCollection services)
    {
        #region options
        services.AddLiaison(options => options with { MaxPendingCalls = 100 });
        #endregion
    }

    public static void Worker(IServiceCollection services)
    {
        #region a worker
        services.AddLiaison().AddCommands<Orders>().AddNats().ShareTopicsOverNats();
        #endregion
    }

    public static void Gateway(IServiceCollection services, string address, string token)
    {
        #region a gateway
        services.AddLiaison()
            .AddWebSocket(address, options => options with { Token = token })
            .ForwardToNats()
            .ShareTopicsOverNats();
        #endregion
    }

    public static void Map(WebApplication app)
    {
        #region at a path
        app.MapLiaison("/liaison");
        #endregion
    }

    public static void MapForUsers(WebApplication app)
    {
        #region for users
        app.MapLiaison("/liaison").RequireAuthorization();
        #endregion
    }

    public static void Check(IServiceCollection services)
    {
        #region health
        services.AddHealthChecks().AddCheck<LiaisonHealthCheck>("liaison");
        #endregion
    }

    #region commands
    public sealed class Orders
    {
        private int _count;

        [Command("order")]
        public string Order(string item) => $"{Interlocked.Increment(ref _count)}: {item}";
    }

    public sealed class Accounts(Database database)
    {
        [Command("pay")]
        public async Task<int> PayAsync(int amount, CancellationToken cancellationToken)
        {
            database.Add(amount);
            return await database.SaveAsync(cancellationToken);
        }
    }
    #endregion

    public sealed class Shop(CompanionOptions options) : Companion(options);

    public sealed class Basket
    {
        public static int Size => 3;
    }

    public sealed class Database : IDisposable
    {
        private int _sum;

        public static int Disposed { get; private set; }

        public void Add(int amount) => _sum += amount;

        public Task<int> SaveAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(_sum);
        }

        public void Dispose() => Disposed++;
    }
}
