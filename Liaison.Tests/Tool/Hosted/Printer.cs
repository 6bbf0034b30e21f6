namespace Liaison.Tests.Tool.Hosted;

/// <summary>Code that prints, as hosted code does.</summary>
public static class Printer
{
    public static int Print(string text)
    {
        Console.WriteLine(text);
        return text.Length;
    }
}
