namespace Liaison.Tests.Companions.Binding;

/// <summary>An object whose methods are given where a delegate is taken.</summary>
public sealed class Handler
{
    public string Seen { get; private set; } = "";

    public void OnDone(string text) => Seen += text;

    public static int Twice(int number) => 2 * number;

    public static string Overloaded(int number) => $"int {number}";

    public static string Overloaded(string text) => $"string {text}";

    public static async Task<int> LaterAsync(int number)
    {
        await Task.Yield();
        return number;
    }

    public static T Same<T>(T value) => value;
}
