namespace Liaison.Sessions.Events;

/// <summary>A message of one host to the others about the topics of its contracts.</summary>
/// <param name="Host">The host's id.</param>
/// <param name="Offers">The topics for which its contracts produce events.</param>
/// <param name="Wishes">The topics that other hosts offer and to which this host has subscribers.</param>
/// <param name="Asks">Whether the host has just joined, and asks the others for their own message.</param>
internal sealed record HostNeeds(string Host, string[] Offers, string[] Wishes, bool Asks = false);
