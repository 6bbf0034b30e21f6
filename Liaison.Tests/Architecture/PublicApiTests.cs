using Liaison.Tests.Architecture.PublicApi;
using NUnit.Framework;

namespace Liaison.Tests.Architecture;

/// <summary>
/// Holds what each library offers against the text that was approved for it, so that every change shows in review. To approve what
/// there is: <c>LIAISON_APPROVE=1 dotnet test --filter PublicApi</c>, and commit the files.
/// </summary>
internal sealed class PublicApiTests
{
    private static IEnumerable<string> Libraries => Repository.Libraries;

    [TestCaseSource(nameof(Libraries))]
    public void The_public_API_is_the_approved_one(string library)
    {
        var received = ApiText.Of(Repository.Load(library));
        var approvedFile = Path.Combine(Repository.Root, "Liaison.Tests", "Architecture", "Approved", library + ".txt");
        var receivedFile = Path.ChangeExtension(approvedFile, ".received.txt");
        if (Environment.GetEnvironmentVariable("LIAISON_APPROVE") == "1")
        {
            File.WriteAllText(approvedFile, received);
        }

        var approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile) : "";
        var difference = ApiText.Difference(approved, received);
        if (difference.Count == 0 && File.Exists(approvedFile))
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, received);
        Assert.Fail(
            $"The public API of {library} is not the approved one. If it is meant to be, copy {Repository.Relative(receivedFile)} over "
            + $"{Repository.Relative(approvedFile)}, or approve all: LIAISON_APPROVE=1 dotnet test --filter PublicApi\n\n"
            + string.Join('\n', difference));
    }

    [Test]
    public void Every_approved_file_belongs_to_a_library()
    {
        var approved = Directory.EnumerateFiles(Path.Combine(Repository.Root, "Liaison.Tests", "Architecture", "Approved"), "*.txt")
            .Where(path => !path.EndsWith(".received.txt", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path));

        Assert.That(approved, Is.SubsetOf(Repository.Libraries));
    }
}
