using System.Collections;
using System.Text.Json.Nodes;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Companions.Binding;
using NUnit.Framework;
using static Liaison.Tests.Calling.ReferenceHolders;

namespace Liaison.Tests.Calling;

/// <summary>References: what <c>"$name"</c> in the arguments of a call is replaced by, and where.</summary>
[CancelAfter(60_000)]
internal sealed class ReferenceTests
{
    private readonly Widget _widget = new() { Name = "w", Size = 3 };
    private Companion _companion = null!;

    [SetUp]
    public async Task MakeCompanionAsync()
    {
        _companion = new Companion().Add("widget", _widget).Add("handler", new Handler()).ExposeBasicTypes();
        await _companion.Namespace.SetAsync("seven", 7L, made: false);
        await _companion.Namespace.SetAsync("size", new Size(1, 2), made: false);
        await _companion.Namespace.SetAsync("key", "name", made: false);
    }

    [TearDown]
    public async Task DisposeCompanionAsync() => await _companion.DisposeAsync();

    [Test]
    public async Task A_reference_passes_the_object_itself()
    {
        await _companion.WithAsync("f", (Widget x) => x);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await _companion.RunAsync("f", """["$widget"]"""), Is.SameAs(_widget));
            Assert.That(await _companion.RunAsync("f", """{"x": "$widget"}"""), Is.SameAs(_widget));
        }
    }

    [Test]
    public async Task A_reference_to_a_member_passes_what_the_member_holds()
    {
        _widget.Inner = new Widget { Name = "inner" };
        await _companion.WithAsync("f", (Widget x) => x);

        Assert.That(await _companion.RunAsync("f", """["$widget.Inner"]"""), Is.SameAs(_widget.Inner));
    }

    [TestCase("""[["$widget"]]""", TestName = "In_a_list_of_anything_a_reference_passes_the_object_itself")]
    [TestCase("""[{"a": {"b": [1, "$widget"]}}]""", TestName = "Deep_in_an_object_a_reference_passes_the_object_itself")]
    public async Task Untyped(string arguments)
    {
        await _companion.WithAsync("f", (object x) => x);

        Assert.That(Leaves(await _companion.RunAsync("f", arguments)), Has.Some.SameAs(_widget));
    }

    [Test]
    public async Task A_reference_stands_in_every_kind_of_collection()
    {
        await Sees((Widget[] x) => x[0], """[["$widget"]]""");
        await Sees((List<Widget> x) => x[0], """[["$widget"]]""");
        await Sees((IReadOnlyList<Widget> x) => x[0], """[["$widget"]]""");
        await Sees((IEnumerable<Widget> x) => x.First(), """[["$widget"]]""");
        await Sees((HashSet<Widget> x) => x.First(), """[["$widget"]]""");
        await Sees((ISet<Widget> x) => x.First(), """[["$widget"]]""");
        await Sees((Dictionary<string, Widget> x) => x["a"], """[{"a": "$widget"}]""");
        await Sees((IReadOnlyDictionary<string, Widget> x) => x["a"], """[{"a": "$widget"}]""");
        await Sees((IDictionary<int, Widget> x) => x[5], """[{"5": "$widget"}]""");
        await Sees((Dictionary<Color, Widget> x) => x[Color.Red], """[{"Red": "$widget"}]""");
        await Sees(((int, Widget) x) => x.Item2, """[[1, "$widget"]]""");
        await Sees((List<List<Widget[]>> x) => x[0][0][0], """[[[["$widget"]]]]""");
    }

    [Test]
    public async Task A_reference_stands_in_every_kind_of_object()
    {
        await Sees((Widget x) => x.Inner, """[{"name": "outer", "inner": "$widget"}]""");
        await Sees((Widget x) => x.Parts[1], """[{"parts": [1, "$widget"]}]""");
        await Sees((List<Widget> x) => x[0].Inner, """[[{"inner": "$widget"}]]""");
        await Sees((Holder x) => x.Held, """[{"held": "$widget", "count": 3}]""");
        await Sees((Slot x) => x.Held, """[{"held": "$widget"}]""");
        await Sees((Slot? x) => x!.Value.Held, """[{"held": "$widget"}]""");
        await Sees((Needy x) => x.Held, """[{"held": "$widget", "title": "$$5", "at": "day 5"}]""");
    }

    [Test]
    public async Task Beside_a_reference_the_other_members_are_read_as_ever()
    {
        await _companion.WithAsync("record", (Holder x) => $"{x.Count} {x.Held?.Name}");
        await _companion.WithAsync("class", (Needy x) => $"{x.Title} {x.At} {x.IsComplete}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await _companion.RunAsync("record", """[{"held": "$widget"}]"""), Is.EqualTo("4 w"));
            Assert.That(await _companion.RunAsync("record", """[{"HELD": null, "Count": "$seven"}]"""), Is.EqualTo("7 "));
            Assert.That(await _companion.RunAsync("class", """[{"held": "$widget", "title": "$$5", "at": "day 5"}]"""), Is.EqualTo("$5 5 True"));
            Assert.That((await _companion.FaultAsync("class", """[{"held": "$widget"}]""")).Message, Does.Contain("The member 'title' must be given"));
        }
    }

    [Test]
    public async Task A_reference_that_cannot_be_put_where_it_stands_is_told_and_never_taken_for_text()
    {
        await _companion.WithAsync("many", (Shape x) => x);
        await _companion.WithAsync("stack", (Stack<Widget> x) => x);
        await _companion.WithAsync("strict", (Strict x) => x);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (await _companion.FaultAsync("many", """[{"$type": "circle", "held": "$widget"}]""")).Message, Does.Contain("Shape, which may be of several types"));
            Assert.That((await _companion.FaultAsync("stack", """[["$widget"]]""")).Message, Does.Contain("a List or an array can hold one"));
            Assert.That((await _companion.FaultAsync("strict", """[{"held": "$widget", "more": 1}]""")).Message, Does.Contain("has no member 'more'"));
        }
    }

    [Test]
    public async Task A_constructor_that_refuses_what_a_reference_gives_is_told_in_its_own_words()
    {
        await _companion.WithAsync("f", (Picky x) => x);

        var fault = await _companion.FaultAsync("f", """[{"held": "$widget"}]""");

        Assert.That(fault, Is.EqualTo((ErrorCode.BadArguments, fault.Message)));
        Assert.That(fault.Message, Does.Contain("expected an object (Picky), and got {\"held\": \"$widget\"}: No w, please"));
    }

    [TestCase("""["$"]""", "$")]
    [TestCase("""["$$"]""", "$")]
    [TestCase("""["$$widget"]""", "$widget")]
    [TestCase("""["$$$widget"]""", "$$widget")]
    [TestCase("""["$5.00 off"]""", "$5.00 off")]
    [TestCase("""["$ widget"]""", "$ widget")]
    [TestCase("""["$widget["]""", "$widget[")]
    [TestCase("""["a $widget"]""", "a $widget")]
    [TestCase("""["\u0024widget.Name"]""", "w")]
    [TestCase("""["$widget.Name"]""", "w")]
    public async Task A_string_is_what_it_stands_for_wherever_it_stands(string arguments, string expected)
    {
        await _companion.WithAsync("top", (string x) => x);
        await _companion.WithAsync("nested", (string[] x) => x[0]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await _companion.RunAsync("top", arguments), Is.EqualTo(expected));
            Assert.That(await _companion.RunAsync("nested", $"[{arguments}]"), Is.EqualTo(expected));
        }
    }

    [Test]
    public async Task A_name_may_be_a_reference_to_a_string()
    {
        await _companion.WithAsync("f", (string name) => name);

        Assert.That(await _companion.RunAsync("f", """{"$key": "$$"}"""), Is.EqualTo("$"));
    }

    [Test]
    public async Task References_at_the_top_alone_leave_nested_strings_as_they_are()
    {
        await _companion.WithAsync("f", (Widget top, string[] nested) => $"{top.Name} {nested[0]} {nested[1]}");
        var message = CallingCompanion.RunMessage("f", """["$widget", ["$widget", "$$"]]""", """, "references": "top" """);

        Assert.That(await _companion.ExecuteAsync(message), Does.StartWith("""{"response":"w $widget $$","tag":"response" """.TrimEnd()));
    }

    [Test]
    public async Task A_reference_to_a_value_passes_the_value()
    {
        await _companion.WithAsync("int", (int x) => x);
        await _companion.WithAsync("size", (Size x) => x);
        await _companion.WithAsync("nullable", (Size? x) => x);
        await _companion.WithAsync("boxed", (object x) => x);
        var boxed = new Size(3, 4) as object;
        await _companion.Namespace.SetAsync("value", boxed, made: false);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await _companion.RunAsync("int", """["$seven"]"""), Is.EqualTo(7));
            Assert.That(await _companion.RunAsync("size", """["$value"]"""), Is.EqualTo(new Size(3, 4)));
            Assert.That(await _companion.RunAsync("nullable", """["$value"]"""), Is.EqualTo(new Size(3, 4)));
            Assert.That(await _companion.RunAsync("boxed", """["$value"]"""), Is.SameAs(boxed));
        }
    }

    [Test]
    public async Task A_stored_value_fits_as_its_json_would()
    {
        await _companion.ExecuteAsync("""{"command": {"command": "store", "args": ["list", [1, 2.5]]}}""");
        await _companion.ExecuteAsync("""{"command": {"command": "store", "args": ["deep", {"a": [{"x": 1}]}]}}""");
        await _companion.WithAsync("numbers", (double[] x) => x);
        await _companion.WithAsync("points", (Dictionary<string, Point[]> x) => x["a"][0]);
        await _companion.WithAsync("same", (List<object?> x) => x);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await _companion.RunAsync("numbers", """["$list"]"""), Is.EqualTo(new[] { 1, 2.5 }));
            Assert.That(await _companion.RunAsync("points", """["$deep"]"""), Is.EqualTo(new Point(1)));
            Assert.That(await _companion.RunAsync("same", """["$list"]"""), Is.SameAs(await _companion.InvokeAsync<List<object?>>("get", "list")));
        }
    }

    [Test]
    public async Task A_list_that_a_peer_put_into_itself_is_refused_and_ends_nothing()
    {
        await _companion.ExecuteAsync("""{"command": {"command": "store", "args": ["list", [[1], 2]]}}""");
        await _companion.ExecuteAsync("""{"command": {"command": "set", "args": ["list[0]", "$list"]}}""");
        await _companion.WithAsync("f", (double[] x) => x);

        var fault = await _companion.FaultAsync("f", """["$list"]""");

        Assert.That(fault.Message, Does.Contain("expected an array (double[]), and the reference gives a List<object>"));
    }

    [Test]
    public async Task A_reference_to_a_type_or_a_method_passes_it()
    {
        await _companion.WithAsync("type", (Type x) => x);
        await _companion.WithAsync("types", (Type[] x) => x[0]);
        await _companion.WithAsync("function", (Func<int, int> x) => x(21));
        await _companion.ExecuteAsync("""{"command": {"command": "register", "args": ["Real", "System.Double"]}}""");
        await _companion.ExecuteAsync("""{"command": {"command": "register", "args": ["twice", "handler.Twice"]}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await _companion.RunAsync("type", """["$Real"]"""), Is.EqualTo(typeof(double)));
            Assert.That(await _companion.RunAsync("type", """["$System.Double"]"""), Is.EqualTo(typeof(double)));
            Assert.That(await _companion.RunAsync("types", """[["$Real"]]"""), Is.EqualTo(typeof(double)));
            Assert.That(await _companion.RunAsync("function", """["$twice"]"""), Is.EqualTo(42));
        }
    }

    [TestCase("""["$nowhere"]""", ErrorCode.NotFound, "There is no name 'nowhere'")]
    [TestCase("""["$widget.Nothing"]""", ErrorCode.NotFound, "has no member 'Nothing'")]
    [TestCase("""["$widget.Inner.Inner"]""", ErrorCode.NotFound, "'widget.Inner' is null")]
    [TestCase("""["$widget.GetType"]""", ErrorCode.NotExposed, "is declared by System.Object")]
    [TestCase("""["$widget.Parts[9]"]""", ErrorCode.NotFound, "There is no element [9]")]
    public async Task A_reference_that_leads_nowhere_is_an_error_wherever_it_stands(string arguments, string code, string fragment)
    {
        await _companion.WithAsync("f", (object x) => x);
        await _companion.WithAsync("g", (string x) => x, (int x) => x);

        foreach (var call in new[] { ("f", arguments), ("f", $"[{arguments}]"), ("f", $$"""[{"a": {{arguments}}}]"""), ("g", arguments) })
        {
            var fault = await _companion.FaultAsync(call.Item1, call.Item2);
            Assert.That(fault.Code, Is.EqualTo(code), fault.Message);
            Assert.That(fault.Message, Does.Contain(fragment));
        }
    }

    [Test]
    public async Task An_argument_may_be_as_deep_as_the_message_may()
    {
        await using var companion = new Companion(new CompanionOptions { MaxDepth = 1_000 }).Add("widget", _widget);
        await companion.WithAsync("f", (object x) => x);
        await companion.WithAsync("json", (JsonNode x) => x.ToString().Length);
        await companion.Namespace.SetAsync("generic", CallingCompanion.MethodsOf(null, [typeof(Handler).GetMethod("Same")!]), made: false);
        var deep = $"[{new string('[', 990)}\"$widget\"{new string(']', 990)}]";

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Leaves(await companion.RunAsync("f", deep)), Has.Some.SameAs(_widget));
            Assert.That(Leaves(await companion.RunAsync("generic", deep)), Has.Some.SameAs(_widget));
            Assert.That(await companion.RunAsync("json", deep), Is.GreaterThan(1_000));
        }
    }

    [Test]
    public void How_deep_a_message_may_be_has_an_end()
    {
        Assert.That(() => new Companion(new CompanionOptions { MaxDepth = 1_001 }), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private async Task Sees(Delegate function, string arguments)
    {
        await _companion.WithAsync("f", function);
        Assert.That(await _companion.RunAsync("f", arguments), Is.SameAs(_widget), function.Method.GetParameters()[0].ParameterType.ToString());
    }

    private static IEnumerable<object?> Leaves(object? value) => value switch
    {
        IList items => items.Cast<object?>().SelectMany(Leaves),
        Dictionary<string, object?> members => members.Values.SelectMany(Leaves),
        _ => [value],
    };
}
