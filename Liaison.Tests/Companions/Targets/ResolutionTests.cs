using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Companions.Exposure;
using NUnit.Framework;

namespace Liaison.Tests.Companions.Targets;

/// <summary>What targets point at.</summary>
internal sealed class ResolutionTests
{
    private Companion _companion = null!;

    [SetUp]
    public void Serve() => _companion = new Companion().ExposeBasicTypes().ExposeNamespace("Liaison.Tests.Companions.Targets", typeof(Catalog).Assembly)
        .Add("c", new Catalog()).Add("book", new Book("Tales")).Add("text", "hello");

    [TearDown]
    public async Task End() => await _companion.DisposeAsync();

    // Members, by all three rules of names.
    [TestCase("c.Name", "\"catalog\"")]
    [TestCase("c.name", "\"catalog\"")]
    [TestCase("c.student_name", "\"Ann\"")]
    [TestCase("c.StudentName", "\"Ann\"")]
    [TestCase("c.teacher_name", "\"Ben\"")]
    [TestCase("c.teachername", "\"Ben\"")]
    [TestCase("c.Twin", "\"Twin\"")]
    [TestCase("c.twin", "\"twin\"")]
    [TestCase("c.Maybe", "null")]
    [TestCase("c.Season", "1")]
    [TestCase("c.Limit", "7")]
    [TestCase("c.Corner.X", "1")]
    [TestCase("c.books[1].title", "\"two\"")]
    [TestCase("text.Length", "5")]

    // Elements.
    [TestCase("c.Numbers[2]", "30")]
    [TestCase("c.Ints[0]", "1")]
    [TestCase("c.Grid[1,2]", "6")]
    [TestCase("c.Grid[1, 0]", "4")]
    [TestCase("c.Jagged[1][0]", "2")]
    [TestCase("c.Points[0].X", "1")]
    [TestCase("c.ByName[\"a\"]", "1")]
    [TestCase("c.ByName['it\\'s']", "2")]
    [TestCase("c.ByName[\"it's\"]", "2")]
    [TestCase("c.ByName['say \"hi\"']", "3")]
    [TestCase("c.ByName[\"say \\\"hi\\\"\"]", "3")]
    [TestCase("c.ByName['back\\\\slash']", "4")]
    [TestCase("c.ByName['é😀']", "5")]
    [TestCase("c.ByName['']", "6")]
    [TestCase("c.ByName['a]b.c']", "7")]
    [TestCase("c.ByNumber[-2]", "\"minus two\"")]
    [TestCase("c.ByLong[3000000000]", "\"long\"")]
    [TestCase("c.ByDouble[1.5]", "\"half\"")]
    [TestCase("c.BySeason[\"Autumn\"]", "\"leaves\"")]
    [TestCase("c.BySeason[3]", "\"leaves\"")]
    [TestCase("c.ById['2b0e5c3e-7a1e-4ac0-9e0b-0d8ad0c5f0aa']", "\"guid\"")]
    [TestCase("c.ByFlag[true]", "\"yes\"")]
    [TestCase("c.ByDate['2024-05-06']", "\"may\"")]
    [TestCase("c.ByLetter['x']", "\"ex\"")]
    [TestCase("c.Sorted['a']", "1")]
    [TestCase("c.ReadOnly[1]", "5")]
    [TestCase("c.ReadOnlyByName['a']", "8")]
    [TestCase("c.Immutable[0]", "6")]
    [TestCase("c.ImmutableArray[1]", "9")]
    [TestCase("c.ImmutableByName['a']", "9")]
    [TestCase("c.Frozen['a']", "10")]
    [TestCase("c.AsInterface[0].Title", "\"one\"")]
    [TestCase("c.Json['a'][1]['b']", "\"deep\"")]
    [TestCase("c.Node['a'][1]['b']", "\"deep\"")]
    [TestCase("c.Matrix[1, 'a']", "1.5")]
    [TestCase("c.Matrix[true]", "false")]
    [TestCase("c['5']", "\"text 5\"")]
    [TestCase("c[5]", "\"number 5\"")]
    [TestCase("text[1]", "\"e\"")]

    // Types and what belongs to them.
    [TestCase("Liaison.Tests.Companions.Targets.Catalog:Limit", "7")]
    [TestCase("Catalog:Version", "\"1.0\"")]
    [TestCase("Catalog:counter", "1")]
    [TestCase("Catalog:Motto.Length", "4")]
    [TestCase("Season:Autumn", "3")]
    [TestCase("Catalog:Shelf.Count", "3")]
    [TestCase("Catalog.Shelf:Count", "3")]
    [TestCase("Shelf:Count", "3")]
    [TestCase("Liaison.Tests.Companions.Targets.Catalog.Shelf:Count", "3")]
    [TestCase("Catalog.Shelf.Kind:High", "1")]
    [TestCase("Catalog:Shelf.Kind.High", "1")]
    [TestCase("System.Math:PI", "3.141592653589793")]
    [TestCase("Math:PI", "3.141592653589793")]
    [TestCase("int:MaxValue", "2147483647")]
    [TestCase("System.Int32:MaxValue", "2147483647")]
    [TestCase("Int32:MaxValue", "2147483647")]
    [TestCase("Outer<int>:Name", "\"Int32\"")]
    [TestCase("Outer<string>:Name", "\"String\"")]
    [TestCase("Outer<System.Int32>:Name", "\"Int32\"")]
    [TestCase("Outer<List<int>>:Name", "\"List`1\"")]
    [TestCase("Outer<int, Book>:Name", "\"Int32 and Book\"")]
    [TestCase("Liaison.Tests.Companions.Targets.Outer<System.Int32,System.String>:Name", "\"Int32 and String\"")]
    [TestCase("Outer<int>.Nested:Name", "\"Nested of Int32\"")]
    [TestCase("Outer<int>.Nested<string>:Name", "\"Nested of Int32 and String\"")]
    [TestCase("Liaison.Tests.Companions.Targets.Outer<Book>.Nested<System.String>:Name", "\"Nested of Book and String\"")]
    [TestCase("Catalog.Holder<bool>:Of", "\"Boolean\"")]
    [TestCase("Holder<bool>:Of", "\"Boolean\"")]
    [TestCase("Numeric<Guid>:Name", "\"Guid\"")]
    [TestCase("Dictionary<string, List<Dictionary<int, Book>>>", "\"dotnet:///System.Private.CoreLib/System.Collections.Generic.Dictionary<System.String,System.Collections.Generic.List<System.Collections.Generic.Dictionary<System.Int32,Liaison.Tests.Companions.Targets.Book>>>\"")]
    [TestCase("List<object>", "\"dotnet:///System.Private.CoreLib/System.Collections.Generic.List<System.Object>\"")]
    [TestCase("Catalog", "\"dotnet:///Liaison.Tests/Liaison.Tests.Companions.Targets.Catalog\"")]
    [TestCase("Catalog:Make", "\"dotnet:///Liaison.Tests/Liaison.Tests.Companions.Targets.Catalog:Make\"")]
    [TestCase("Liaison.Tests.Companions.Targets.One.Same:Where", "\"One\"")]
    public async Task A_target_points_at(string target, string json)
    {
        var reply = await Reply.To(_companion, "get", target);

        Assert.That(reply.Code, Is.Null, reply.ToString());
        Assert.That(reply.Response?.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? "null", Is.EqualTo(json));
        Assert.That((bool?)(await Reply.To(_companion, "exists", target)).Response, Is.True);
    }

    [TestCase("nobody", ErrorCode.NotFound, "There is no name 'nobody'. Make the name with init")]
    [TestCase("c.Names", ErrorCode.NotFound, "has no member 'Names'. It has Anything")]
    [TestCase("c.TWIN", ErrorCode.Ambiguous, "'Twin' or 'twin'")]
    [TestCase("c.grade_a_", ErrorCode.Ambiguous, "'Grade_A' or 'GradeA_'")]
    [TestCase("c.Nothing.Name", ErrorCode.NotFound, "'c.Nothing' is null")]
    [TestCase("c.Nothing[0]", ErrorCode.NotFound, "'c.Nothing' is null")]
    [TestCase("c.Numbers[3]", ErrorCode.NotFound, "[3]: there are 3, counted from 0")]
    [TestCase("c.Numbers[-1]", ErrorCode.NotFound, "[-1]: there are 3")]
    [TestCase("c.Numbers[1.5]", ErrorCode.NotFound, "[1.5]")]
    [TestCase("c.Numbers['a']", ErrorCode.NotFound, "[\"a\"]")]
    [TestCase("c.Numbers[1,2]", ErrorCode.NotFound, "1 dimensions, and [1, 2] gives 2")]
    [TestCase("c.Grid[1]", ErrorCode.NotFound, "2 dimensions")]
    [TestCase("c.Grid[2,0]", ErrorCode.NotFound, "[2, 0]")]
    [TestCase("c.Ints[3]", ErrorCode.NotFound, "there are 3")]
    [TestCase("c.Ints[0,0]", ErrorCode.NotFound, "one key")]
    [TestCase("c.Ints[99999999999]", ErrorCode.NotFound, "[99999999999]")]
    [TestCase("c.ByName['b']", ErrorCode.NotFound, "no element [\"b\"]")]
    [TestCase("c.ByName[true]", ErrorCode.NotFound, "[true]")]
    [TestCase("c.BySeason['Winter']", ErrorCode.NotFound, "Winter")]
    [TestCase("c.ById['x']", ErrorCode.NotFound, "[\"x\"]")]
    [TestCase("c.Json['b']", ErrorCode.NotFound, "[\"b\"]")]
    [TestCase("c.Json['a'][2]", ErrorCode.NotFound, "there are 2")]
    [TestCase("c.Json['s']['x']", ErrorCode.NotFound, "[\"x\"]")]
    [TestCase("c.Node['b']", ErrorCode.NotFound, "[\"b\"]")]
    [TestCase("c.Node['a'][2]", ErrorCode.NotFound, "there are 2")]
    [TestCase("c.Node['s'][0]", ErrorCode.NotFound, "[0]")]
    [TestCase("c.Frozen['b']", ErrorCode.NotFound, "[\"b\"]")]
    [TestCase("c.Matrix[7, 'a']", ErrorCode.NotFound, "[7, \"a\"]")]
    [TestCase("c.Matrix[7]", ErrorCode.NotFound, "has no elements [7]")]
    [TestCase("c.Book[0]", ErrorCode.NotFound, "has no elements [0]")]
    [TestCase("c.Name.Find", ErrorCode.NotFound, "System.String has no member 'Find'")]
    [TestCase("c.Find.Name", ErrorCode.NotFound, "Find is a method")]
    [TestCase("c.Find[0]", ErrorCode.NotFound, "[0]")]
    [TestCase("Math[0]", ErrorCode.NotFound, "There is no name 'Math'")]
    [TestCase("Catalog:Shelf[0]", ErrorCode.NotFound, "[0]")]
    [TestCase("Catalog:Name", ErrorCode.NotFound, "belongs to each Liaison.Tests.Companions.Targets.Catalog, not to the type")]
    [TestCase("Catalog:Holder", ErrorCode.NotFound, "is generic")]
    [TestCase("Liaison.Tests.Companions.Targets.Catalog.Motto", ErrorCode.NotFound, "comes after a colon: 'Liaison.Tests.Companions.Targets.Catalog:Motto'")]
    [TestCase("Nowhere.Type:Member", ErrorCode.NotFound, "No exposed type is named 'Nowhere.Type'. Expose it on the host: companion.Expose<Type>()")]
    [TestCase("Same:Where", ErrorCode.Ambiguous, "Liaison.Tests.Companions.Targets.One.Same, Liaison.Tests.Companions.Targets.Two.Same")]
    [TestCase("List<Process>", ErrorCode.NotFound, "The type argument Process of List<Process> is not an exposed type")]
    [TestCase("List<List<Nobody>>", ErrorCode.NotFound, "The type argument Nobody of List<Nobody>")]
    [TestCase("Numeric<string>:Name", ErrorCode.NotFound, "Liaison.Tests.Companions.Targets.Numeric<T> cannot have these type arguments")]
    [TestCase("Outer:Name", ErrorCode.NotFound, "No exposed type is named 'Outer'")]
    [TestCase("Outer<int,int,int>:Name", ErrorCode.NotFound, "No exposed type is named 'Outer<int,int,int>'")]
    [TestCase("c.Numbers]", ErrorCode.NotFound, "'c.Numbers]' is not a target: unexpected `]` at 9")]
    public async Task A_target_that_points_at_nothing_says_why(string target, string code, string message)
    {
        var reply = await Reply.To(_companion, "get", target);

        Assert.That(reply.Code, Is.EqualTo(code), reply.ToString());
        Assert.That(reply.Message, Does.Contain(message).And.Not.Contain("Liaison.Companions"));
        Assert.That((bool?)(await Reply.To(_companion, "exists", target)).Response, Is.False);
    }

    [Test]
    public async Task An_extension_method_is_called_like_a_method_of_the_object()
    {
        Assert.That((string?)(await Reply.To(_companion, "run", "book.Describe", 2)).Response, Is.EqualTo("TalesTales"));
        Assert.That((string?)(await Reply.To(_companion, "run", "book.describe")).Response, Is.EqualTo("Tales"));
        Assert.That((string?)(await Reply.To(_companion, "run", "c.Books[0].Describe")).Response, Is.EqualTo("one"));
        Assert.That((string?)(await Reply.To(_companion, "run", "BookExtensions:Describe", "$book", 1)).Response, Is.EqualTo("Tales"));
        Assert.That((await Reply.To(_companion, "run", "text.Describe")).Code, Is.EqualTo(ErrorCode.NotFound));
        Assert.That((await Reply.To(_companion, "run", "c.Shout")).Code, Is.EqualTo(ErrorCode.Ambiguous));
    }

    [Test]
    public async Task A_name_wins_over_a_type()
    {
        await Reply.To(_companion, "store", "Math", "mine");

        Assert.That((string?)(await Reply.To(_companion, "get", "Math")).Response, Is.EqualTo("mine"));
        Assert.That((double?)(await Reply.To(_companion, "get", "Math:PI")).Response, Is.EqualTo(Math.PI));
    }

    [Test]
    public async Task A_type_is_called_though_a_member_of_it_is_called_alike()
    {
        Assert.That((string?)(await Reply.To(_companion, "init", "made", "Liaison.Tests.Companions.Targets.Alike")).Response, Is.EqualTo("made"));
        Assert.That((string?)(await Reply.To(_companion, "run", "made.ToString")).Response, Is.EqualTo("constructed"));
    }

    [Test]
    public async Task The_generic_types_that_peers_can_have_made_are_bounded()
    {
        await using var companion = new Companion(new CompanionOptions { MaxGenericTypes = 3 }).ExposeBasicTypes();

        Assert.That((await Reply.To(companion, "get", "List<List<int>>")).Code, Is.Null);
        Assert.That((await Reply.To(companion, "get", "List<string>")).Code, Is.Null);
        var reply = await Reply.To(companion, "get", "List<List<List<int>>>");
        Assert.That(reply.Code, Is.EqualTo(ErrorCode.TooLarge));
        Assert.That(reply.Message, Does.Contain("MaxGenericTypes"));
        Assert.That((await Reply.To(companion, "get", "List<List<int>>")).Code, Is.Null);
    }

    [TestCase("5")]
    [TestCase("null")]
    [TestCase("[\"a\"]")]
    [TestCase("{}")]
    public async Task What_is_no_string_does_not_exist_and_is_no_error(string argument)
    {
        var reply = await _companion.ExecuteAsync($$$"""{"command": {"command": "exists", "args": [{{{argument}}}]}}""");

        Assert.That(reply, Does.StartWith("""{"response":false,"""));
    }
}
