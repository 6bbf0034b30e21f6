namespace Liaison.Values;

/// <summary>An object that peers may hold a reference to, but whose members are none of their business: it is written as its text.</summary>
internal interface IOpaque;
