namespace Liaison.Transports;

/// <summary>A browser that was let in.</summary>
/// <param name="Cookie">What the browser sends by itself, and no script can read. It goes to every port of its host.</param>
/// <param name="Key">What the page keeps where no other port can read it, and presents as <c>?page=</c>.</param>
internal sealed record PageSession(AccessToken Cookie, AccessToken Key);
