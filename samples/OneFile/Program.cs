using System.Diagnostics;
using System.Security.Claims;
using Liaison.Commands;
using Liaison.Extensions;
using Liaison.Transports;

// A web application in one file: services, a policy, a filter and traces around commands. Compare samples/WebShop.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication("cookie").AddCookie("cookie");
builder.Services.AddAuthorizationBuilder().AddPolicy("manager", policy => policy.RequireRole("manager"));
builder.Services.AddSingleton<Store>().AddScoped<Stock>();
builder.Services.AddLiaison().AddFilter<Audit>().AddCommands<StockCommands>(CommandScope.Call);
ActivitySource.AddActivityListener(new ActivityListener
{
    ShouldListenTo = source => source.Name == "Liaison",
    Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
    ActivityStopped = span => Console.WriteLine($"{span.TraceId} {span.DisplayName} {span.Status}"),
});
var app = builder.Build();
app.MapGet("/sign-in", (string name, string role) => Results.SignIn(new ClaimsPrincipal(
    new ClaimsIdentity([new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role)], "cookie"))));
app.MapLiaison("/liaison").RequireAuthorization();
app.Run();

internal sealed class Store : System.Collections.Concurrent.ConcurrentDictionary<string, int>;
internal sealed class Stock(Store store) { public int Change(string item, int by) => store.AddOrUpdate(item, by, (_, count) => count + by); }
internal sealed class StockCommands(Stock stock)
{
    [Command("stock")] public int Count(string item) => stock.Change(item, 0);
    [Command("restock", Policy = "manager")] public int Restock(string item, int count) => stock.Change(item, count);
}
internal sealed class Audit : ICommandFilter
{
    public async ValueTask InvokeAsync(CommandContext context, CommandNext next)
    {
        await next(context);
        Console.WriteLine($"{context.Peer?.Remote.User?.Identity?.Name} called {context.Command}: {context.Result}");
    }
}
