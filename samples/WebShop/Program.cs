using System.Diagnostics;
using System.Security.Claims;
using Liaison.Diagnostics;
using Liaison.Extensions;
using Liaison.Transports;
using WebShop;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication("cookie").AddCookie("cookie");
builder.Services.AddAuthorizationBuilder().AddPolicy("manager", policy => policy.RequireRole("manager"));
builder.Services.AddScoped<Stock>();
builder.Services.AddLiaison().AddFilter<Audit>().AddCommands<StockCommands>(CommandScope.Call);
builder.Services.AddHealthChecks().AddCheck<LiaisonHealthCheck>("liaison");

var app = builder.Build();
app.MapHealthChecks("/health");
app.MapLiaison("/liaison").RequireAuthorization();
if (app.Environment.IsDevelopment())
{
    // In place of OpenTelemetry: its exporters receive the same activities with AddSource("Liaison").
    ActivitySource.AddActivityListener(new ActivityListener
    {
        ShouldListenTo = source => source.Name == LiaisonTelemetry.Name,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        ActivityStopped = span => Console.WriteLine($"{span.TraceId} {span.Kind} {span.DisplayName} {span.Status} {span.Duration.TotalMilliseconds:0.0} ms"),
    });

    // In place of a page where users sign in.
    app.MapGet("/sign-in", (string name, string role) => Results.SignIn(new ClaimsPrincipal(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role)], "cookie")), authenticationScheme: "cookie"));
}

app.Run();
