using Liaison.Companions;
using Liaison.Descriptions;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Descriptions;

/// <summary>A contract's fingerprint is what is on the wire, and a host tells whoever has another one what differs.</summary>
internal sealed class FingerprintTests
{
    private static readonly ValueDescription Text = new(ValueKind.String);
    private static readonly ValueDescription Number = new(ValueKind.Int32);
    private static readonly ValueDescription Student = new(ValueKind.Model) { Model = "Student" };

    private static readonly ApiDescription School = new("School", "1.0.0")
    {
        Methods =
        [
            new MethodDescription("find")
            {
                Parameters = [new ParameterDescription("id", Number), new ParameterDescription("full", new(ValueKind.Boolean)) { IsOptional = true }],
                Result = Student,
                Errors = ["gone"],
            },
            new MethodDescription("save") { Parameters = [new ParameterDescription("student", Student)] },
        ],
        Topics = [new TopicDescription("saved", Student)],
        Errors = [new ErrorDescription("gone", "GoneException") { Members = [new MemberDescription("since", Text)] }],
        Models =
        [
            new ModelDescription("Student", ModelKind.Record)
            {
                Members = [new MemberDescription("name", Text), new MemberDescription("friends", new(ValueKind.Array) { Items = [Student] }), new MemberDescription("nick", Text) { IsOptional = true }],
            },
        ],
    };

    private static IEnumerable<TestCaseData> Growth =>
    [
        new TestCaseData(School with { Methods = [.. School.Methods, new MethodDescription("more")] }).SetArgDisplayNames("a command"),
        new TestCaseData(School with { Topics = [.. School.Topics, new TopicDescription("more", Text)] }).SetArgDisplayNames("a topic"),
        new TestCaseData(With(find: find => find with { Parameters = [.. find.Parameters, new ParameterDescription("more", Text) { IsOptional = true }] })).SetArgDisplayNames("an optional parameter"),
        new TestCaseData(WithMember(new MemberDescription("more", Text) { IsOptional = true })).SetArgDisplayNames("an optional member"),
        new TestCaseData(With(find: find => find with { Parameters = [find.Parameters[0] with { Type = new(ValueKind.Int64) }, find.Parameters[1]] })).SetArgDisplayNames("a wider parameter"),
    ];

    private static IEnumerable<TestCaseData> Mismatches =>
    [
        new TestCaseData(School with { Methods = [School.Methods[0]] }, "save: the host has no such command."),
        new TestCaseData(School with { Topics = [new TopicDescription("more", Text)] }, "topic saved: the host has no such topic."),
        new TestCaseData(With(find: find => find with { Parameters = [new ParameterDescription("id", Text), find.Parameters[1]] }), "find: its parameter 'id' is int32 at the client, and string at the host."),
        new TestCaseData(With(find: find => find with { Parameters = [find.Parameters[0]] }), "find: its parameter 'full' does not exist at the host."),
        new TestCaseData(With(find: find => find with { Parameters = [.. find.Parameters, new ParameterDescription("more", Text)] }), "find: its parameter 'more' is required at the host, and the client does not know it."),
        new TestCaseData(With(find: find => find with { Result = Text }), "find: its result is a model at the client, and string at the host."),
        new TestCaseData(With(find: find => find with { Result = Student with { IsNullable = true } }), "find: its result may be null at the host, and not at the client."),
        new TestCaseData(With(find: find => find with { Result = null }), "find: its result: the host returns nothing."),
        new TestCaseData(With(find: find => find with { IsStream = true }), "find: it is a stream at the host."),
        new TestCaseData(WithMember(new MemberDescription("more", Text)), "save: its parameter 'student' requires a member 'more' at the host, which the client does not know."),
        new TestCaseData(School with { Errors = [School.Errors[0] with { Members = [new MemberDescription("since", Number)] }] }, "find: its error gone, member 'since', is string at the client, and int32 at the host."),
    ];

    [Test]
    public void Order_documentation_and_names_of_types_are_outside_of_the_hash()
    {
        var renamed = Student with { Model = "Pupil" };
        var other = School with
        {
            Methods =
            [
                School.Methods[1] with { Summary = "Saves.", Member = "SaveIt", Parameters = [new ParameterDescription("student", renamed) { Summary = "Who." }] },
                School.Methods[0] with { Result = renamed },
            ],
            Topics = [new TopicDescription("saved", renamed)],
            Models =
            [
                new ModelDescription("Pupil", ModelKind.Record)
                {
                    Members = [School.Models[0].Members[2], School.Models[0].Members[1] with { Type = new(ValueKind.Array) { Items = [renamed] } }, School.Models[0].Members[0]],
                },
            ],
        };

        Assert.That(ContractFingerprint.Of(other, null).Hash, Is.EqualTo(ContractFingerprint.Of(School, null).Hash));
    }

    [Test]
    public void A_signature_is_the_same_for_ever()
    {
        var fingerprint = ContractFingerprint.Of(School, null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fingerprint.Members["find"], Is.EqualTo("(id:int32,full?:boolean)->@1{friends:[@1],name:string,nick?:string}^gone{since:string}"));
            Assert.That(fingerprint.Members["topic saved"], Is.EqualTo("~@1{friends:[@1],name:string,nick?:string}"));
            Assert.That(fingerprint.Hash, Is.EqualTo("d7e1d42c5eb98c6b729d3eda65aa4e59fae90ba7dc8a21d6b3157c5e76f02845"));
        }
    }

    [TestCaseSource(nameof(Growth))]
    public void What_a_host_has_beside_is_no_difference(ApiDescription host) => Assert.That(host.Differences(ContractFingerprint.Of(School, null).Members), Is.Empty);

    [TestCaseSource(nameof(Mismatches))]
    public void What_differs_is_told_member_by_member(ApiDescription host, string difference) =>
        Assert.That(host.Differences(ContractFingerprint.Of(School, null).Members), Does.Contain(difference));

    [Test]
    public void Every_contract_fits_itself()
    {
        var api = ContractDescription.Describe("All", "1.0.0", Contracts.All);

        Assert.That(Contracts.All.SelectMany(contract => api.Differences(ContractFingerprint.Of(api, contract.Name).Members)), Is.Empty);
    }

    [Test]
    public void The_command_answers_a_mismatch_with_its_code()
    {
        var members = new Dictionary<string, string> { ["greet"] = "()->string" };

        Assert.That(
            async () => await new TypesCompanion().InvokeAsync<bool>("contract", "IGreeter", "0", members),
            Throws.TypeOf<CommandException>().With.Property("Code").EqualTo("contract_mismatch").And.Message.Contains("greet: its parameter 'name' is required at the host"));
    }

    [TestCase("")]
    [TestCase("(")]
    [TestCase("()")]
    [TestCase("()->@1")]
    [TestCase("()->@1{a:@2}")]
    [TestCase("()->@1{a:@1{}}")]
    [TestCase("()->[int32,int32]")]
    [TestCase("()->int33")]
    [TestCase("()->int32 ")]
    [TestCase("()->@1={\"a}")]
    [TestCase("()->@1={1e5}")]
    public void A_signature_that_is_none_is_refused(string signature)
    {
        var members = new Dictionary<string, string> { ["nothing"] = signature, ["greet"] = signature, ["a_command_whose_name_and_parameters_take_more_than_a_line"] = signature };

        Assert.That(() => new TypesCompanion().Describe().Differences(members), Throws.TypeOf<FormatException>());
    }

    [Test]
    public void Nesting_is_bounded() => Assert.That(
        () => School.Differences(new Dictionary<string, string> { ["find"] = $"()->{new string('[', 100_000)}" }),
        Throws.TypeOf<FormatException>().With.Message.Contains("64"));

    private static ApiDescription With(Func<MethodDescription, MethodDescription> find) => School with { Methods = [find(School.Methods[0]), School.Methods[1]] };

    private static ApiDescription WithMember(MemberDescription member) => School with { Models = [School.Models[0] with { Members = [.. School.Models[0].Members, member] }] };
}
