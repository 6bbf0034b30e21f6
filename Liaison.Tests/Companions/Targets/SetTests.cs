using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Companions.Exposure;
using NUnit.Framework;

namespace Liaison.Tests.Companions.Targets;

/// <summary>What <c>set</c> assigns, and what it refuses.</summary>
internal sealed class SetTests
{
    private Companion _companion = null!;
    private Catalog _catalog = null!;

    [SetUp]
    public void Serve()
    {
        _catalog = new Catalog();
        _companion = new Companion().ExposeBasicTypes().ExposeNamespace("Liaison.Tests.Companions.Targets", typeof(Catalog).Assembly)
            .Add("c", _catalog).Add("book", new Book("Tales"));
    }

    [TearDown]
    public async Task End()
    {
        await _companion.DisposeAsync();
        Catalog.Motto = "read";
        Catalog.Counter = 1;
        Catalog.Shelf.Count = 3;
    }

    [TestCase("c.Name", "new", "\"new\"")]
    [TestCase("c.student_name", "Eve", "\"Eve\"")]
    [TestCase("c.teacher_name", "Eve", "\"Eve\"")]
    [TestCase("c.Name", null, "null")]
    [TestCase("c.Maybe", 5, "5")]
    [TestCase("c.Maybe", null, "null")]
    [TestCase("c.Season", "Autumn", "3")]
    [TestCase("c.Season", 3, "3")]
    [TestCase("c.Id", "2b0e5c3e-7a1e-4ac0-9e0b-0d8ad0c5f0aa", "\"2b0e5c3e-7a1e-4ac0-9e0b-0d8ad0c5f0aa\"")]
    [TestCase("c.When", "2024-05-06T07:08:09", "\"2024-05-06T07:08:09\"")]
    [TestCase("c.Anything", 1.5, "1.5")]
    [TestCase("c.Book.Pages", 7, "7")]
    [TestCase("c.Books[0].Pages", 8, "8")]
    [TestCase("c.Numbers", new[] { 1, 2 }, "[1,2]")]
    [TestCase("c.Numbers[1]", 21, "21")]
    [TestCase("c.Ints[2]", 31, "31")]
    [TestCase("c.Grid[1, 2]", 66, "66")]
    [TestCase("c.Jagged[1][0]", 22, "22")]
    [TestCase("c.ByName['a']", 11, "11")]
    [TestCase("c.ByName['new']", 12, "12")]
    [TestCase("c.ByNumber[9]", "nine", "\"nine\"")]
    [TestCase("c.BySeason['Spring']", "buds", "\"buds\"")]
    [TestCase("c.Sorted['z']", 26, "26")]
    [TestCase("c.Node['a'][0]", "x", "\"x\"")]
    [TestCase("c.Node['new']", 3, "3")]
    [TestCase("c.Matrix[2, 'b']", 2.5, "2.5")]
    [TestCase("Catalog:Motto", "write", "\"write\"")]
    [TestCase("Liaison.Tests.Companions.Targets.Catalog:Counter", 9, "9")]
    [TestCase("c.Counter", 9, "9")]
    [TestCase("Catalog:Shelf.Count", 9, "9")]
    [TestCase("Catalog.Shelf:Count", 9, "9")]
    public async Task What_is_set_is_read_back(string target, object? value, string json)
    {
        var reply = await Reply.To(_companion, "set", target, value);

        Assert.That(reply.Code, Is.Null, reply.ToString());
        Assert.That(reply.Response, Is.Null);
        Assert.That((await Reply.To(_companion, "get", target)).Response?.ToJsonString() ?? "null", Is.EqualTo(json));
    }

    [TestCase("c.Limit", 1, ErrorCode.BadArguments, "Limit of Liaison.Tests.Companions.Targets.Catalog cannot be set", TestName = "A_const_is_not_set")]
    [TestCase("Catalog:Version", "2", ErrorCode.BadArguments, "Version of Liaison.Tests.Companions.Targets.Catalog cannot be set", TestName = "A_static_readonly_field_is_not_set")]
    [TestCase("c.Fixed", 1, ErrorCode.BadArguments, "cannot be set", TestName = "A_readonly_field_is_not_set")]
    [TestCase("c.OnlyRead", "x", ErrorCode.BadArguments, "cannot be set", TestName = "A_property_without_a_setter_is_not_set")]
    [TestCase("c.Book.Author", "x", ErrorCode.BadArguments, "cannot be set", TestName = "An_init_only_property_is_not_set")]
    [TestCase("c.Book.Title", "x", ErrorCode.BadArguments, "cannot be set", TestName = "A_property_of_a_record_is_not_set")]
    [TestCase("Season:Autumn", 1, ErrorCode.BadArguments, "cannot be set", TestName = "A_member_of_an_enumeration_is_not_set")]
    [TestCase("c.Find", 1, ErrorCode.BadArguments, "Only a writable property or field can", TestName = "A_method_is_not_set")]
    [TestCase("book.Shout", 1, ErrorCode.BadArguments, "cannot be set", TestName = "An_extension_method_is_not_set")]
    [TestCase("c.Shelf", 1, ErrorCode.BadArguments, "cannot be set", TestName = "A_nested_type_is_not_set")]
    [TestCase("c.Find.Name", 1, ErrorCode.NotFound, "Find is a method", TestName = "A_member_of_a_method_is_not_set")]
    [TestCase("c.Find[0]", 1, ErrorCode.BadArguments, "cannot be set", TestName = "An_element_of_a_method_is_not_set")]
    [TestCase("c.Corner.X", 5, ErrorCode.BadArguments, "'c.Corner' is a struct, so only a copy would be set. Set it as a whole", TestName = "A_field_of_a_copied_struct_is_not_set")]
    [TestCase("c.Points[0].X", 5, ErrorCode.BadArguments, "'c.Points[0]' is a struct", TestName = "A_field_of_an_element_that_is_a_struct_is_not_set")]
    [TestCase("c.ReadOnly[0]", 1, ErrorCode.BadArguments, "[0]", TestName = "An_element_of_a_read_only_collection_is_not_set")]
    [TestCase("c.ReadOnlyByName['a']", 1, ErrorCode.BadArguments, "cannot be set", TestName = "An_element_of_a_read_only_dictionary_is_not_set")]
    [TestCase("c.Immutable[0]", 1, ErrorCode.BadArguments, "cannot be set", TestName = "An_element_of_an_immutable_list_is_not_set")]
    [TestCase("c.ImmutableByName['a']", 1, ErrorCode.BadArguments, "cannot be set", TestName = "An_element_of_an_immutable_dictionary_is_not_set")]
    [TestCase("c.Frozen['a']", 1, ErrorCode.BadArguments, "cannot be set", TestName = "An_element_of_a_frozen_dictionary_is_not_set")]
    [TestCase("c.Json['a']", 1, ErrorCode.BadArguments, "only a copy would be set", TestName = "An_element_of_a_JSON_document_is_not_set")]
    [TestCase("c[5]", "x", ErrorCode.BadArguments, "cannot be set", TestName = "An_element_of_an_indexer_without_a_setter_is_not_set")]
    [TestCase("c.Ints[3]", 1, ErrorCode.NotFound, "there are 3", TestName = "A_list_does_not_grow")]
    [TestCase("c.Numbers[3]", 1, ErrorCode.NotFound, "there are 3", TestName = "An_array_does_not_grow")]
    [TestCase("c.Node['a'][2]", 1, ErrorCode.NotFound, "there are 2", TestName = "A_JSON_array_does_not_grow")]
    [TestCase("c.Numbers[1]", "many", ErrorCode.BadArguments, "[1]", TestName = "An_element_that_does_not_fit_is_not_set")]
    [TestCase("c.Season", "Winter", ErrorCode.BadArguments, "Season", TestName = "A_value_that_does_not_fit_is_not_set")]
    [TestCase("c.Book.Pages", null, ErrorCode.BadArguments, "Pages", TestName = "A_number_is_not_set_to_null")]
    [TestCase("c.ByNumber['x']", "y", ErrorCode.NotFound, "[\"x\"]", TestName = "A_key_that_does_not_fit_is_not_set")]
    [TestCase("c.Nothing.Name", 1, ErrorCode.NotFound, "'c.Nothing' is null", TestName = "A_member_of_null_is_not_set")]
    [TestCase("c.Nobody", 1, ErrorCode.NotFound, "has no member 'Nobody'", TestName = "A_member_that_does_not_exist_is_not_set")]
    [TestCase("Catalog:Name", "x", ErrorCode.NotFound, "belongs to each", TestName = "A_member_of_objects_is_not_set_on_their_type")]
    [TestCase("Liaison.Tests.Companions.Targets.Catalog.Motto", "x", ErrorCode.NotFound, "comes after a colon", TestName = "A_static_member_is_set_behind_a_colon")]
    [TestCase("Liaison.Tests.Companions.Targets.Catalog", "x", ErrorCode.BadArguments, "is the type", TestName = "A_type_is_not_set")]
    [TestCase("c", "x", ErrorCode.BadArguments, "use store", TestName = "A_name_is_not_set")]
    [TestCase("System.Environment:ExitCode", 1, ErrorCode.NotFound, "No exposed type", TestName = "A_member_of_an_unexposed_type_is_not_set")]
    public async Task What_cannot_be_set_says_why(string target, object? value, string code, string message)
    {
        var reply = await Reply.To(_companion, "set", target, value);

        Assert.That(reply.Code, Is.EqualTo(code), reply.ToString());
        Assert.That(reply.Message, Does.Contain(message));
        Assert.That(Catalog.Motto, Is.EqualTo("read"));
        Assert.That(_catalog.Numbers[1], Is.EqualTo(20));
    }

    [Test]
    public async Task A_reference_sets_the_object_itself()
    {
        await Reply.To(_companion, "set", "c.Books[1]", "$book");
        await Reply.To(_companion, "set", "c.Anything", "$c.Books");
        _companion.Namespace.TryGet("book", out var book);

        Assert.That(_catalog.Books[1], Is.SameAs(book));
        Assert.That(_catalog.Anything, Is.SameAs(_catalog.Books));
        Assert.That((await Reply.To(_companion, "set", "c.Book", "$c")).Code, Is.EqualTo(ErrorCode.BadArguments));
    }

    [Test]
    public async Task An_escaped_dollar_sets_text()
    {
        await Reply.To(_companion, "set", "c.Name", "$$book");

        Assert.That(_catalog.Name, Is.EqualTo("$book"));
    }

    [Test]
    public async Task A_struct_that_is_under_a_name_itself_is_set_in_place()
    {
        _companion.Add("point", new Point { X = 1 });

        Assert.That((await Reply.To(_companion, "set", "point.X", 5)).Code, Is.Null);
        Assert.That((await Reply.To(_companion, "set", "point.Y", 6)).Code, Is.Null);
        Assert.That((int?)(await Reply.To(_companion, "get", "point.X")).Response, Is.EqualTo(5));
        Assert.That((int?)(await Reply.To(_companion, "get", "point.Y")).Response, Is.EqualTo(6));
    }

    [Test]
    public async Task What_was_stored_converts_to_the_type_of_the_member()
    {
        await Reply.To(_companion, "store", "numbers", new[] { 4, 5 });

        Assert.That((await Reply.To(_companion, "set", "c.Numbers", "$numbers")).Code, Is.Null);
        Assert.That(_catalog.Numbers, Is.EqualTo(new[] { 4, 5 }));
    }
}
