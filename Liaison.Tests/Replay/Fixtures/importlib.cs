namespace Liaison.Tests.Replay.Fixtures;

#pragma warning disable CS8981 // Named as the module that the recorded messages name.

/// <summary>What the recorded messages call of Python's importlib: a module is a type.</summary>
internal static class importlib
{
    public static Type ImportModule(string name) => name == nameof(json) ? typeof(json) : throw new builtins.ValueError($"No module named '{name}'");
}
