using NUnit.Framework;

namespace Liaison.Tests.Node;

/// <summary>The browser that tests drive: Chromium, as the machine has it.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>The path of the browser. Skips the test where there is none; fails it there on a build server, where all tests are to run.</summary>
    public static string RequireChromium()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (folders.SelectMany(_ => Names, Path.Combine).FirstOrDefault(File.Exists) is { } path)
        {
            return path;
        }

        const string Missing = "Chromium is not on the PATH. Install the package chromium of your system.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(Missing);
        }

        Assert.Ignore(Missing);
        return "";
    }
}
