namespace Liaison.Values;

/// <summary>Marks an object whose members are not for peers. A peer may hold a reference to it; it is written as its text.</summary>
internal interface IOpaque;
