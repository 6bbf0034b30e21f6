namespace Liaison.Commands;

/// <summary>An object that is used for a while.</summary>
/// <typeparam name="T">The object's type.</typeparam>
/// <param name="Value">The object.</param>
/// <param name="Owner">What is disposed once the object is used no more: the object itself, the scope it came from, or nothing.</param>
public readonly record struct Leased<T>(T Value, IAsyncDisposable? Owner)
    where T : class;
