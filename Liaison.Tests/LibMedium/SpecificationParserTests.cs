using Liaison.Protocols;
using NUnit.Framework;

namespace Liaison.Tests.LibMedium;

/// <summary>The text of specifications: what it declares, and what is wrong with it.</summary>
internal sealed class SpecificationParserTests
{
    private const string Head = "namespace a\nclass B\n";

    [Test]
    public void A_specification_is_read_as_it_is_written()
    {
        var read = Specifications.Student;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((read.Namespace, read.ClassName, read.Socket), Is.EqualTo(("StudentSystem", "StudentDaemon", (string?)null)));
            Assert.That(read.Models.Select(model => model.Name), Is.EqualTo(new[] { "Student" }));
            Assert.That(read.Models[0].Members.Select(member => $"{member.Name}: {member.Type}"), Is.EqualTo(new[] { "id: string", "first_name: string", "last_name: string", "age: uint8", "photo: binary" }));
            Assert.That(read.Events[0].Parameters.Select(parameter => $"{parameter.Name}: {parameter.Type}"), Is.EqualTo(new[] { "time: double", "student: Student" }));
            Assert.That(read.Exceptions, Is.EqualTo(new[] { new DeclaredFault("StudentNotFound", 1, new SourcePosition(15, 11)) }));
            Assert.That(read.Methods.Select(method => (method.Name, method.Result?.ToString())), Is.EqualTo(new[] { ("get_student", "Student"), ("update_student", (string?)null) }));
            Assert.That(read.Methods[0].Position, Is.EqualTo(new SourcePosition(17, 8)));
            Assert.That(read.Methods[1].Parameters[0].Type.Model, Is.SameAs(read.Models[0]));
        }
    }

    [Test]
    public void Every_type_is_read()
    {
        var methods = Specifications.Prims.Methods.ToDictionary(method => method.Name);

        Assert.That(methods["echo_3d"].Result!.ToString(), Is.EqualTo("***uint8"));
        Assert.That(methods["echo_outer"].Result!.Model!.Members.Select(member => member.Type.ToString()), Is.EqualTo(new[] { "string", "Inner", "*Inner", "**int16", "*boolean" }));
        Assert.That(Specifications.Prims.Exceptions.Select(declared => declared.Number), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void Spaces_comments_empty_lines_and_windows_line_ends_do_not_count()
    {
        var read = LibMediumSpecification.Parse("\ufeff  namespace  a.b.c \r\n\r\n//class X\r\nclass B\r\nsocket /run/my own/socket \r\n  // a\r\nmodel  M {\r\n// c\r\n\r\n x :*  * int8\r\n }\r\nmethod f ( a : M,b:string ) : M\r\n");

        Assert.That((read.Namespace, read.Socket), Is.EqualTo(("a.b.c", "/run/my own/socket")));
        Assert.That(read.Models[0].Members[0].Type.ToString(), Is.EqualTo("**int8"));
        Assert.That(read.Methods[0].Parameters, Has.Count.EqualTo(2));
    }

    [Test]
    public void Methods_and_events_may_use_models_that_come_after_them() =>
        Assert.That(SpecificationParser.Parse(Head + "method f(): M\nevent e(m: *M)\nmodel M{\nx: int8\n}").Problems, Is.Empty);

    [TestCase("method f(x: strng)", "line 3, column 13: There is no type 'strng'", "Declare a model of that name, or write one of boolean, int8")]
    [TestCase("method f(x: int)", "line 3, column 13: There is no type 'int'", "Write 'int32'")]
    [TestCase("method f(x: String)", "line 3, column 13", "Write 'string'")]
    [TestCase("method f(x: int8", "line 3, column 17: ')' is missing at the end of the line", "End the parameters with ')'")]
    [TestCase("method f(x: int8 y: int8)", "line 3, column 18: ')' is missing before 'y: int8)'", "put ',' between")]
    [TestCase("method f", "line 3, column 9: '(' is missing", "()")]
    [TestCase("method f(x)", "line 3, column 11: ':' is missing before ')'", "'name: type'")]
    [TestCase("method f(x: )", "line 3, column 13: The name of a type is missing", "Write")]
    [TestCase("method f(x: int8,)", "line 3, column 18: The name of a parameter is missing", "Write")]
    [TestCase("method 1f()", "line 3, column 8: '1f' begins with a digit", "Begin")]
    [TestCase("method f(): int8 // c", "line 3, column 18: '// c' does not belong here", "comments must be on their own line")]
    [TestCase("method f(x: int8, x: int8)", "line 3, column 19: There is a second parameter 'x'", "Take another name")]
    [TestCase("method f()\nevent f()", "line 4, column 7: 'f' is declared at line 3 already", "Use another name")]
    [TestCase("exception F\nexception F", "line 4, column 11: 'F' is declared at line 3 already", "Use another name")]
    [TestCase("namespace c", "line 3, column 11: There is a second namespace, 'c', after 'a' at line 1", "remove one of them")]
    [TestCase("class C", "line 3, column 7: There is a second class", "remove one of them")]
    [TestCase("function f()", "line 3, column 1: A line does not begin with 'function'", "Begin it with namespace, class")]
    [TestCase("}", "line 3, column 1: There is no model to end here", "Remove the '}'")]
    [TestCase("socket", "line 3, column 7: The path of the socket is missing", "Write it")]
    [TestCase("model M{\nx: M\n}", "line 4, column 4: The model 'M' contains itself", "Refer to the other one by a key")]
    [TestCase("model M{\nx: *M\n}", "line 4, column 5: The model 'M' contains itself", "Refer")]
    [TestCase("model M{\nx: N\n}\nmodel N{\nx: M\n}", "line 4, column 4: The model 'N' is declared further down, at line 6", "Move it before 'M'")]
    [TestCase("model M{\nx: int8\n", "line 3, column 1: The model does not end", "Write '}'")]
    [TestCase("model M\nx: int8\n}", "line 3, column 8: '{' is missing", "model Name{")]
    [TestCase("model M{\nx int8\n}", "line 4, column 3: ':' is missing before 'int8'", "'name: type'")]
    [TestCase("model M{\nx: int8\nx: int8\n}", "line 5, column 1: There is a second member 'x'", "Take another name")]
    [TestCase("model string{\nx: int8\n}", "line 3, column 7: 'string' is a type already", "Take another name")]
    public void What_is_wrong_is_told_with_its_place_and_the_fix(string text, string where, string fix)
    {
        var problem = SpecificationParser.Parse(Head + text).Problems.Single().ToString();

        Assert.That(problem, Does.StartWith(where).And.Contain(fix));
    }

    [Test]
    public void Arrays_of_more_dimensions_than_there_may_be_are_refused() =>
        Assert.That(
            SpecificationParser.Parse($"{Head}method f(x: {new string('*', 33)}int8)").Problems.Single().ToString(),
            Does.StartWith("line 3, column 13: An array of 33 dimensions").And.Contain("32"));

    [Test]
    public void All_problems_are_told_at_once_in_the_order_of_the_text()
    {
        var parsed = SpecificationParser.Parse("method f(x: a)\nmodel M{\ny: b\n}\nmethod g(x: M\nevent e(m: M)");

        Assert.That(parsed.Specification, Is.Null);
        Assert.That(parsed.Problems.Select(problem => problem.Position.Line), Is.EqualTo(new[] { 1, 1, 1, 3, 5 }), "The namespace, the class, a, b and the parenthesis; and M is not blamed on e.");
    }

    [Test]
    public void A_text_with_problems_is_an_exception_that_tells_all_of_them()
    {
        var failure = Assert.Throws<SpecificationFormatException>(() => LibMediumSpecification.Parse("method f(\nmethod g("))!;

        Assert.That(failure.Problems, Has.Count.EqualTo(4));
        Assert.That(failure.Message.Split('\n'), Has.Length.EqualTo(4));
    }

    [Test]
    public void Any_text_is_understood_or_refused()
    {
        var random = new Random((int)Calling.Seeded.Seed);
        var text = File.ReadAllText(Specifications.PathOf("prims.lmspc"));
        for (var i = 0; i < 2_000; i++)
        {
            var changed = text.ToCharArray();
            for (var j = random.Next(1, 8); j > 0; j--)
            {
                changed[random.Next(changed.Length)] = "{}(),:*\n/ a1\u00e9\0"[random.Next(14)];
            }

            var parsed = SpecificationParser.Parse(new string(changed));
            Assert.That(parsed.Specification is null, Is.EqualTo(parsed.Problems.Count > 0));
        }
    }
}
