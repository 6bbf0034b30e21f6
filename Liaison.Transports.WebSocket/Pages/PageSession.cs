namespace Liaison.Transports;

/// <summary>A browser that was admitted.</summary>
/// <param name="Cookie">The secret that the browser sends by itself, to every port of the host. No script can read it.</param>
/// <param name="Key">The secret that the page stores and presents as <c>?page=</c>. A page at another port cannot read it.</param>
internal sealed record PageSession(AccessToken Cookie, AccessToken Key);
