namespace Liaison.Tests.Companions.Binding;

public interface INamed
{
    string Name { get; }
}

/// <summary>A class that is filled after it was made.</summary>
public class Widget : INamed
{
    public string Name { get; set; } = "";

    public int Size { get; set; }

    public Widget? Inner { get; set; }

    public IList<object?> Parts { get; init; } = [];
}

public sealed class Gadget : Widget;

/// <summary>A record, made by its constructor.</summary>
public sealed record Point(int X, int Y = 2);

public readonly record struct Size(double Width, double Height);

/// <summary>A class with members that must be given.</summary>
public sealed class Settings
{
    public required string Title { get; init; }

    public required int Count { get; set; }

    public string? Note { get; set; }
}

public enum Color
{
    Red = 1,
    Green,
    Blue,
}

[Flags]
public enum Rights : byte
{
    None = 0,
    Read = 1,
    Write = 2,
    All = 255,
}

public enum Wide : ulong
{
    Zero,
    Most = ulong.MaxValue,
}
