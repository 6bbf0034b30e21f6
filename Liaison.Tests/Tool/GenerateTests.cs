using Liaison.Descriptions;
using Liaison.Tests.Architecture;
using Liaison.Tool;
using NUnit.Framework;

namespace Liaison.Tests.Tool;

/// <summary><c>liaison generate</c>: whatever it reads, what it writes means the same.</summary>
[CancelAfter(180_000)]
internal sealed class GenerateTests
{
    private static readonly string Specification = Path.Combine(Repository.Root, "Liaison.Tests", "LibMedium", "student.lmspc");

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("liaison-generate-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Contracts_in_CSharp_compile_and_mean_the_same(CancellationToken cancellationToken)
    {
        await GenerateAsync("openrpc", ToolProcess.Hosted, "document", cancellationToken);
        await GenerateAsync("csharp", Path.Combine(_folder, "document", "openrpc.json"), "source", cancellationToken);
        var assembly = await CompileAsync(cancellationToken);
        await GenerateAsync("openrpc", assembly, "again", cancellationToken);

        var (first, second) = (Read("document"), Read("again"));
        var contracts = first.Methods.Select(method => method.Contract).Distinct().ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(contracts, Has.Count.GreaterThan(30));
            Assert.That(Fingerprints(second), Is.EqualTo(Fingerprints(first)));
            Assert.That(second.Methods.Select(method => method.Summary), Is.EqualTo(first.Methods.Select(method => method.Summary)));
        }
    }

    [Test]
    public async Task A_document_gives_the_same_TypeScript_as_what_it_was_made_from_and_again_the_same_bytes(CancellationToken cancellationToken)
    {
        await GenerateAsync("openrpc", ToolProcess.Hosted, "document", cancellationToken);
        await GenerateAsync("typescript", ToolProcess.Hosted, "first", cancellationToken);
        await GenerateAsync("typescript", Path.Combine(_folder, "document", "openrpc.json"), "second", cancellationToken);

        // The name of what they are from, and nothing else.
        Assert.That(Files("second").Select(file => file.Replace("openrpc.json", "Liaison.Tests.dll", StringComparison.Ordinal)), Is.EqualTo(Files("first")));
    }

    [TestCase("ws://localhost:8003/?token=secret", "ws://localhost:8003/")]
    [TestCase("nats://me:se@cret@localhost/shop", "nats://localhost/shop")]
    [TestCase("unix:/tmp/a@shop", "unix:/tmp/a@shop")]
    [TestCase("stdio:shop --key secret", "stdio:shop")]
    [TestCase("/tmp/shop/openrpc.json", "openrpc.json")]
    public void A_generated_file_names_its_source_without_secrets(string source, string name) =>
        Assert.That(DescriptionSource.NameOf(source), Is.EqualTo(name));

    [TestCase("x-contract", "../escaped")]
    [TestCase("x-contract", "IEscaped { } class Escaped")]
    [TestCase("x-member", "A();void B")]
    public async Task Names_that_are_none_are_refused_and_nothing_is_written(string member, string name, CancellationToken cancellationToken)
    {
        var source = Path.Combine(_folder, "openrpc.json");
        await File.WriteAllTextAsync(source, $$"""
            {"openrpc":"1.3.2","info":{"title":"a","version":"1"},"methods":[{"name":"a","x-contract":"IShop","{{member}}":"{{name}}","params":[],"result":{"name":"r","schema":{"type":"integer"} } } ] }
            """, cancellationToken);
        var result = await ToolProcess.RunAsync(["generate", "csharp", "--from", source, "--out", Path.Combine(_folder, "out", "in")], cancellationToken);

        Assert.That(result, Has.Property(nameof(result.ExitCode)).Not.Zero.And.Property(nameof(result.Errors)).Contains("is not a name"));
        Assert.That(Directory.EnumerateFiles(_folder, "*.cs", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public async Task A_title_of_several_lines_stays_in_the_comment(CancellationToken cancellationToken)
    {
        var source = Path.Combine(_folder, "openrpc.json");
        await File.WriteAllTextAsync(source, """
            {"openrpc":"1.3.2","info":{"title":"a\nclass Escaped { }","version":"1"},"methods":[{"name":"a","x-contract":"IShop","params":[],"result":{"name":"r","schema":{"type":"integer"}}}]}
            """, cancellationToken);
        await GenerateAsync("csharp", source, "out", cancellationToken);

        var text = await File.ReadAllTextAsync(Path.Combine(_folder, "out", "IShop.cs"), cancellationToken);
        Assert.That(text, Does.Not.Match("(?m)^class Escaped"));
    }

    [Test]
    public async Task A_specification_comes_back_as_it_was(CancellationToken cancellationToken)
    {
        await GenerateAsync("openrpc", Specification, "document", cancellationToken);
        await GenerateAsync("lmspc", Path.Combine(_folder, "document", "openrpc.json"), "specification", cancellationToken);

        var text = await File.ReadAllTextAsync(Path.Combine(_folder, "specification", "student-daemon.lmspc"), cancellationToken);
        Assert.That(Declarations(text), Is.EquivalentTo(Declarations(await File.ReadAllTextAsync(Specification, cancellationToken))));
    }

    [Test]
    public async Task What_a_specification_has_no_form_for_is_named(CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(["generate", "lmspc", "--from", ToolProcess.Hosted, "--out", _folder], cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(1));
            Assert.That(result.Errors, Does.Contain("\nImport: it returns a stream.\n").And.Contain("\nGetStudent(with friends): every parameter takes exactly one argument there.\n"));
            Assert.That(Directory.GetFiles(_folder), Is.Empty);
        }
    }

    [TestCase("no-such.dll", 2, "--from no-such.dll: there is no file")]
    [TestCase("no-such.lmspc", 2, "--from no-such.lmspc: ")]
    [TestCase("something.txt", 2, "this cannot be read. Give an assembly (.dll)")]
    [TestCase("unix:/no/such/socket?token=secret", 1, "--from unix:/no/such/socket: ")]
    public async Task What_cannot_be_read_is_told_with_the_fix(string from, int exitCode, string says, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(["generate", "openrpc", "--from", from, "--out", _folder], cancellationToken);

        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((exitCode, result.Errors)));
        Assert.That(result.Errors, Does.Contain(says));
    }

    private static Dictionary<string, string> Fingerprints(ApiDescription api) =>
        api.Methods.Select(method => method.Contract).Distinct().ToDictionary(name => name ?? "", name => string.Join('\n', ContractFingerprint.Of(api, name).Members));

    // Without comments, and what is between its lines.
    private static string[] Declarations(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))];

    private ApiDescription Read(string folder) => OpenRpcDocument.Read(File.ReadAllBytes(Path.Combine(_folder, folder, "openrpc.json")));

    private IEnumerable<string> Files(string folder) => Directory.GetFiles(Path.Combine(_folder, folder)).Order(StringComparer.Ordinal).Select(File.ReadAllText);

    private async Task GenerateAsync(string kind, string from, string to, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(["generate", kind, "--from", from, "--out", Path.Combine(_folder, to)], cancellationToken);
        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")));
    }

    // With the compiler that built these tests.
    private async Task<string> CompileAsync(CancellationToken cancellationToken)
    {
        var assembly = Path.Combine(_folder, "Generated.dll");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileName(path) is ['S' or 'n', ..] or "Liaison.Core.dll");
        string[] arguments =
        [
            "exec", Repository.Metadata("CompilerPath"), "-nologo", "-target:library", "-warnaserror", "-nowarn:CS1591,CS1573", "-langversion:latest",
            $"-out:{assembly}", $"-doc:{Path.ChangeExtension(assembly, ".xml")}", .. references.Select(path => $"-r:{path}"),
            .. Directory.GetFiles(Path.Combine(_folder, "source")),
        ];
        await using var compiler = ToolProcess.StartProgram(ToolProcess.Dotnet, arguments);
        var result = await compiler.EndAsync(cancellationToken);
        Assert.That(result.ExitCode, Is.Zero, result.Output);
        return assembly;
    }
}
