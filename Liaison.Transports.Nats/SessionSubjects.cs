namespace Liaison.Transports;

/// <summary>Where a session's two ends listen.</summary>
/// <param name="Own">This end.</param>
/// <param name="Peer">The other end.</param>
internal readonly record struct SessionSubjects(string Own, string Peer)
{
    public static string Connect(string prefix) => prefix + ".connect";

    public static SessionSubjects OfCaller(string prefix, string id) => new($"{prefix}.session.{id}.caller", $"{prefix}.session.{id}.worker");

    public static SessionSubjects OfWorker(string prefix, string id) => new($"{prefix}.session.{id}.worker", $"{prefix}.session.{id}.caller");
}
