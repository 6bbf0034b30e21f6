namespace Liaison.Sessions.Events;

/// <summary>What one host tells the others of the topics of its contracts.</summary>
/// <param name="Host">The host's id.</param>
/// <param name="Offers">The topics that its contracts give events of.</param>
/// <param name="Wishes">Which topics that others offer somebody at this host has subscribed to.</param>
/// <param name="Asks">Whether it has just come, and wants to be told what the others offer and wish.</param>
internal sealed record HostNeeds(string Host, string[] Offers, string[] Wishes, bool Asks = false);
