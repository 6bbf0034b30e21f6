using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace Liaison.Tests.Pages;

/// <summary>What a browser with one of the served pages sends: its origin, and the cookie and the key that it was given.</summary>
internal sealed class Browser(PageFolder pages)
{
    private const string Session = "/liaison/session";

    /// <summary>Its cookie, as it sends it: <c>name=value</c>.</summary>
    public string? Cookie { get; private set; }

    /// <summary>What its page keeps.</summary>
    public string? Key { get; private set; }

    /// <summary>What a page of it connects to, and asks for its session with.</summary>
    public string Query => $"?page={Key}";

    /// <summary>What stands behind <c>#liaison=</c>.</summary>
    public static string SecretOf(Uri link) => link.Fragment["#liaison=".Length..];

    /// <summary>Follows a link, as the login of the page does.</summary>
    public async Task LoginAsync(Uri link, CancellationToken cancellationToken)
    {
        using var answer = await PostAsync(SecretOf(link), cancellationToken);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        Cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        Key = JsonElement.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)).GetProperty("page").GetString();
    }

    public Task<HttpResponseMessage> PostAsync(string secret, CancellationToken cancellationToken, params (string Name, string? Value)[] headers) =>
        PostBodyAsync($"{{\"link\":{JsonSerializer.Serialize(secret)}}}", cancellationToken, headers);

    /// <summary>Posts; a header that is null is left out.</summary>
    public Task<HttpResponseMessage> PostBodyAsync(string body, CancellationToken cancellationToken, params (string Name, string? Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Session + Query) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Origin", pages.Origin);
        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", Cookie);
        }

        foreach (var (name, value) in headers)
        {
            HttpHeaders set = name == "Content-Type" ? request.Content.Headers : request.Headers;
            set.Remove(name);
            if (value is not null)
            {
                set.TryAddWithoutValidation(name, value);
            }
        }

        return pages.SendAsync(request, cancellationToken);
    }

    /// <summary>Whether its cookie lets it in.</summary>
    public async Task<bool> IsKnownAsync(CancellationToken cancellationToken)
    {
        using var answer = await pages.GetAsync(Session + Query, cancellationToken, Cookie is null ? [] : [("Cookie", Cookie)]);
        return answer.IsSuccessStatusCode;
    }
}
