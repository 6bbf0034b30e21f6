namespace Liaison.Transports;

/// <summary>The subjects at which the two ends of a session listen.</summary>
/// <param name="Own">The subject of this end.</param>
/// <param name="Peer">The subject of the other end.</param>
internal readonly record struct SessionSubjects(string Own, string Peer)
{
    public static string Connect(string prefix) => prefix + ".connect";

    public static SessionSubjects OfCaller(string prefix, string id) => new($"{prefix}.session.{id}.caller", $"{prefix}.session.{id}.worker");

    public static SessionSubjects OfWorker(string prefix, string id) => new($"{prefix}.session.{id}.worker", $"{prefix}.session.{id}.caller");
}
