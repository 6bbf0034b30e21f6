namespace Liaison.Tests.Replay.Fixtures;

#pragma warning disable CS8981 // Named as the module that the recorded messages name.

/// <summary>A module to be imported.</summary>
internal static class json;
