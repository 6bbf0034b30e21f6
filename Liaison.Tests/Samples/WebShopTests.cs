using System.Net;
using System.Net.WebSockets;
using System.Reflection;
using System.Text;
using NUnit.Framework;

namespace Liaison.Tests.Samples;

/// <summary>The sample that is a web application, driven as a page drives it.</summary>
[CancelAfter(120_000)]
internal sealed class WebShopTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Test]
    public async Task A_page_reaches_what_its_user_may(CancellationToken cancellationToken)
    {
        using var shop = await WebShopProcess.StartAsync(SamplePath, cancellationToken);
        var manager = await shop.SignInAsync("ada", "manager", cancellationToken);
        var guest = await shop.SignInAsync("bob", "guest", cancellationToken);

        var replies = new[]
        {
            await AskAsync(shop.Address, manager, """{"command":{"command":"whoami"},"id":1}""", cancellationToken),
            await AskAsync(shop.Address, manager, """{"command":{"command":"restock","args":["tea",3]},"id":2}""", cancellationToken),
            await AskAsync(shop.Address, guest, """{"command":{"command":"stock","args":["tea"]},"id":3}""", cancellationToken),
            await AskAsync(shop.Address, guest, """{"command":{"command":"restock","args":["tea",3]},"id":4}""", cancellationToken),
        };

        using var http = new HttpClient { BaseAddress = shop.Address };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(replies[0], Does.StartWith("""{"response":"ada","""));
            Assert.That(replies[1], Does.StartWith("""{"response":3,"""));
            Assert.That(replies[2], Does.StartWith("""{"response":3,"""));
            Assert.That(replies[3], Does.Contain("unauthorized").Or.Contain("the policy manager"));
            Assert.That(await http.GetStringAsync("/health", cancellationToken), Is.EqualTo("Healthy"));
            await Assert.CatchAsync<WebSocketException>(() => AskAsync(shop.Address, new CookieContainer(), "{}", cancellationToken));
        }
    }

    [Test]
    public async Task The_application_prints_the_trace_that_a_page_began(CancellationToken cancellationToken)
    {
        using var shop = await WebShopProcess.StartAsync(SamplePath, cancellationToken);
        var user = await shop.SignInAsync("ada", "manager", cancellationToken);

        var reply = await AskAsync(
            shop.Address, user, $$$"""{"command":{"command":"stock","args":["tea"]},"id":1,"traceparent":"00-{{{Trace}}}-b7ad6b7169203331-01"}""", cancellationToken);

        Assert.That(reply, Does.StartWith("""{"response":0,"""));
        Assert.That(await shop.LineAsync(Trace, cancellationToken), Does.StartWith($"{Trace} Server stock Unset "));
    }

    [Test]
    public async Task A_filter_around_every_command_logs_the_call_and_gives_a_failure_a_code(CancellationToken cancellationToken)
    {
        using var shop = await WebShopProcess.StartAsync(SamplePath, cancellationToken);
        var manager = await shop.SignInAsync("ada", "manager", cancellationToken);

        var first = await AskAsync(shop.Address, manager, """{"command":{"command":"restock","args":["tea",3]},"id":1}""", cancellationToken);
        var logged = await shop.LineAsync("ada called", cancellationToken);
        var second = await AskAsync(shop.Address, manager, """{"command":{"command":"restock","args":["tea",2147483647]},"id":2}""", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Does.StartWith("""{"response":3,"""));
            Assert.That(logged, Is.EqualTo("ada called restock: 3"));
            Assert.That(second, Does.Contain("\"code\":\"too_many\"").And.Contain("The store has no room for so many."));
        }
    }

    [Test]
    public async Task All_of_it_is_in_one_file_of_fewer_than_forty_lines(CancellationToken cancellationToken)
    {
        using var shop = await WebShopProcess.StartAsync(PathOf("OneFile"), cancellationToken);
        var manager = await shop.SignInAsync("ada", "manager", cancellationToken);
        var guest = await shop.SignInAsync("bob", "guest", cancellationToken);

        var restocked = await AskAsync(shop.Address, manager, """{"command":{"command":"restock","args":["tea",3]},"id":1}""", cancellationToken);
        var logged = await shop.LineAsync("ada called", cancellationToken);
        var refused = await AskAsync(shop.Address, guest, """{"command":{"command":"restock","args":["tea",3]},"id":2}""", cancellationToken);
        var traced = await AskAsync(
            shop.Address, guest, $$$"""{"command":{"command":"stock","args":["tea"]},"id":3,"traceparent":"00-{{{Trace}}}-b7ad6b7169203331-01"}""", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(restocked, Does.StartWith("""{"response":3,"""));
            Assert.That(logged, Is.EqualTo("ada called restock: 3"));
            Assert.That(refused, Does.Contain("unauthorized").Or.Contain("the policy manager"));
            Assert.That(traced, Does.StartWith("""{"response":3,"""));
            Assert.That(await shop.LineAsync(Trace, cancellationToken), Is.EqualTo($"{Trace} stock Unset"));
            Assert.That(File.ReadLines(Path.Combine(Architecture.Repository.Root, "samples", "OneFile", "Program.cs")).Count(), Is.LessThan(40));
        }
    }

    private static string SamplePath => PathOf("WebShop");

    private static string PathOf(string sample) => Path.Combine(
        typeof(WebShopTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == $"{sample}Folder").Value!, $"{sample}.dll");

    private static async Task<string> AskAsync(Uri address, CookieContainer cookies, string message, CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        socket.Options.Cookies = cookies;
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/liaison" }.Uri, cancellationToken);
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        var buffer = new byte[16_384];
        var received = await socket.ReceiveAsync(buffer, cancellationToken);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}
