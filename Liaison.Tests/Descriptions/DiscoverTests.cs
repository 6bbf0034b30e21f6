using System.Text.Json;
using Liaison.Companions;
using Liaison.Descriptions;
using Liaison.Messages;
using Liaison.Tests.Node;
using NUnit.Framework;

namespace Liaison.Tests.Descriptions;

/// <summary>The command <c>discover</c>: a document of OpenRPC that holds all that a client has to know.</summary>
[CancelAfter(120_000)]
internal sealed class DiscoverTests
{
    private static ApiDescription Api => new TypesCompanion().Describe();

    private static IEnumerable<ApiDescription> Apis =>
    [
        Api,
        new Companion().Describe(),
        ContractDescription.Describe("All", "1.0.0", Contracts.All),
    ];

    [Test]
    public async Task The_document_is_valid_against_the_meta_schema_of_OpenRPC([Values(0, 1, 2)] int which, CancellationToken cancellationToken)
    {
        await NodeProject.InstallAsync(cancellationToken);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, OpenRpcDocument.Write(Apis.ElementAt(which)), cancellationToken);
            var result = await NodeProject.RunAsync("open-rpc.mjs", [file], cancellationToken);
            Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestCaseSource(nameof(Apis))]
    public void Reading_a_document_gives_what_was_written(ApiDescription api)
    {
        var document = OpenRpcDocument.Write(api, indented: true);

        Assert.That(OpenRpcDocument.Write(OpenRpcDocument.Read(document), indented: true), Is.EqualTo(document));
    }

    [Test]
    public async Task The_command_gives_what_the_companion_describes()
    {
        await using var companion = new TypesCompanion();

        var document = await companion.InvokeAsync<RawJson>("discover");

        Assert.That(document!.Utf8.ToArray(), Is.EqualTo(OpenRpcDocument.Write(companion.Describe())));
    }

    [Test]
    public void What_every_host_has_is_marked()
    {
        var own = Api.Methods.Where(method => !method.IsBuiltIn).Select(method => method.Name);

        Assert.That(own, Is.EquivalentTo(["echo_everything", "greet", "sum.all", "label", "count", "a_command_whose_name_and_parameters_take_more_than_a_line", "find_student", "nothing"]));
    }

    [Test]
    public void A_method_tells_its_parameters_their_defaults_and_what_was_said_of_them()
    {
        var greet = Api.Methods.Single(method => method.Name == "greet");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(greet.Summary, Is.EqualTo("Greets somebody."));
            Assert.That(greet.ResultSummary, Is.EqualTo("What to say."));
            Assert.That(greet.Parameters.Select(parameter => (parameter.Name, parameter.IsOptional, parameter.Default, parameter.Summary)), Is.EqualTo(new[]
            {
                ("name", false, null, "Who is greeted."),
                ("greeting", true, "\"Hello\"", null),
                ("grade", true, "7", null),
                ("title", true, "null", (string?)null),
            }));
        }
    }

    [Test]
    public void A_host_tells_the_errors_that_its_commands_declare_and_what_they_carry()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Api.Methods.Where(method => method.Errors.Count > 0).Select(method => (method.Name, string.Join(' ', method.Errors))), Is.EqualTo(new[] { ("find_student", "student_not_found") }));
            Assert.That(Api.Errors.Select(error => (error.Code, error.Name)), Is.EqualTo(new[] { ("student_not_found", "StudentNotFoundException") }));
            Assert.That(Api.Errors[0].Members.Select(member => (member.Name, member.Type.Kind)), Is.EqualTo(new[] { ("id", ValueKind.Int64), ("leftOn", ValueKind.Date) }));
            Assert.That(Api.Differences(new Dictionary<string, string> { ["find_student"] = "(id:int64)->any^student_not_found{id:string}" }), Does.Contain("find_student: its error student_not_found, member 'id', is string at the client, and int64 at the host."));
        }
    }

    [Test]
    public void Names_and_values_follow_the_serializers_options()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper, Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };
        var api = ContractDescription.Describe("All", "1.0.0", [typeof(IClassroom)], options);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(api.Models.Single(model => model.Name == "Student").Members.Select(member => member.Name), Is.EqualTo(["ID", "first-name", "EMAIL", "AGE", "FRIENDS", "GRADE"]));
            Assert.That(api.Models.Single(model => model.Name == "Grade").Values.Select(value => value.Json), Is.EqualTo(["\"Good\"", "\"Bad\""]));
        }
    }

    [Test]
    public void A_contract_tells_its_topics_and_declared_errors()
    {
        var api = ContractDescription.Describe("All", "1.0.0", [typeof(IClassroom)]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(api.Topics.Select(topic => (topic.Name, topic.Value.Model)), Is.EqualTo(new[] { ("shapes", "Shape"), ("student.added", "Student") }));
            Assert.That(api.Errors.Select(error => error.Code), Is.EqualTo(["classroom full", "student_not_found"]));
            Assert.That(api.Errors[1].Members.Select(member => (member.Name, member.Type.Kind, member.Type.IsNullable)), Is.EqualTo(new[]
            {
                ("id", ValueKind.Int64, false), ("leftOn", ValueKind.Date, true),
            }));
        }
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("3")]
    [TestCase("{\"openrpc\":\"1.3.2\"}")]
    [TestCase("{\"openrpc\":\"1.3.2\",\"info\":{\"title\":\"x\",\"version\":\"1\"},\"methods\":[{}]}")]
    [TestCase("not JSON")]
    public void What_is_no_document_is_refused_with_the_fix(string text) =>
        Assert.That(() => OpenRpcDocument.Read(System.Text.Encoding.UTF8.GetBytes(text)), Throws.TypeOf<FormatException>().With.Message.Contains("'discover'"));
}
