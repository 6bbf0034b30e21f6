namespace Liaison.Tests.Tool.Hosted;

/// <summary>Code that needs an assembly that the tool does not have.</summary>
public static class Dependencies
{
    public static string Use() => typeof(Moq.Mock).Assembly.GetName().Name!;
}
