namespace Liaison.Commands;

/// <summary>An object that is used for a limited time.</summary>
/// <typeparam name="T">The object's type.</typeparam>
/// <param name="Value">The object.</param>
/// <param name="Owner">Disposed after use: the object itself, the scope that it came from, or null.</param>
public readonly record struct Leased<T>(T Value, IAsyncDisposable? Owner)
    where T : class;
