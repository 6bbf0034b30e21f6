using FsCheck;
using FsCheck.Fluent;
using Liaison.Companions.Targets;
using NUnit.Framework;

namespace Liaison.Tests.Companions.Targets;

/// <summary>What is a target, and what is wrong with what is none.</summary>
internal sealed class GrammarTests
{
    [TestCase("a", null, "a", "")]
    [TestCase("_a1", null, "_a1", "")]
    [TestCase("é", null, "é", "")]
    [TestCase("a.b", null, "a", ".b")]
    [TestCase("a.b.c_d", null, "a", ".b .c_d")]
    [TestCase("a[0]", null, "a", "[0]")]
    [TestCase("a[-1]", null, "a", "[-1]")]
    [TestCase("a[1.5e3]", null, "a", "[1.5e3]")]
    [TestCase("a[true][false]", null, "a", "[true] [false]")]
    [TestCase("a[\"k\"]", null, "a", "[\"k\"]")]
    [TestCase("a['k']", null, "a", "[\"k\"]")]
    [TestCase("a['it\\'s']", null, "a", "[\"it's\"]")]
    [TestCase("a[\"\\\"\"]", null, "a", "[\"\\\"\"]")]
    [TestCase("a[\"\\\\\"]", null, "a", "[\"\\\\\"]")]
    [TestCase("a['\"']", null, "a", "[\"\\\"\"]")]
    [TestCase("a['].b[0']", null, "a", "[\"].b[0\"]")]
    [TestCase("a['é']", null, "a", "[\"é\"]")]
    [TestCase("a['']", null, "a", "[\"\"]")]
    [TestCase("a[1,2]", null, "a", "[1,2]")]
    [TestCase("a[1, \"b\", true]", null, "a", "[1,\"b\",true]")]
    [TestCase("a[ 1]", null, "a", "[1]")]
    [TestCase("a[0].b['c'][1].d", null, "a", "[0] .b [\"c\"] [1] .d")]
    [TestCase("N.Type:Member", "N.Type", "", ".Member")]
    [TestCase("Type:A.B[0]", "Type", "", ".A .B [0]")]
    [TestCase("List<int>", "List<int>", "", "")]
    [TestCase("N.List<N.A<B>, C>:Count", "N.List<N.A<B>, C>", "", ".Count")]
    [TestCase("Outer<int>.Nested<string>:Name", "Outer<int>.Nested<string>", "", ".Name")]
    [TestCase("Outer<int>.Nested", "Outer<int>.Nested", "", "")]
    public void A_target_is_taken_apart(string text, string? type, string root, string hops)
    {
        Assert.That(TargetPath.TryParse(text, out var path, out var problem), Is.True, problem);
        Assert.That(path.TypeName, Is.EqualTo(type));
        Assert.That(path.Root, Is.EqualTo(root));
        Assert.That(string.Join(' ', path.Hops.Select(Show)), Is.EqualTo(hops));
        Assert.That(path.Hops, Is.All.Matches<TargetHop>(hop => hop.Position > 0 && hop.Position < text.Length));
    }

    [TestCase("", "it ends too early")]
    [TestCase(" a", "unexpected ` ` at 0")]
    [TestCase("1a", "unexpected `1` at 0")]
    [TestCase("a ", "unexpected ` ` at 1")]
    [TestCase("a.", "it ends too early")]
    [TestCase("a..b", "unexpected `.` at 2")]
    [TestCase("a.1", "unexpected `1` at 2")]
    [TestCase("a.b]", "unexpected `]` at 3")]
    [TestCase("session[0]]", "unexpected `]` at 10")]
    [TestCase("trials.first]", "unexpected `]` at 12")]
    [TestCase("a[", "it ends too early")]
    [TestCase("a[]", "unexpected `]` at 2")]
    [TestCase("a[0", "it ends too early")]
    [TestCase("a[0,]", "unexpected `]` at 4")]
    [TestCase("a[b]", "unexpected `b` at 2")]
    [TestCase("a[01]", "unexpected `0` at 2")]
    [TestCase("a[1 ]", "unexpected ` ` at 3")]
    [TestCase("a[null]", "unexpected `n` at 2")]
    [TestCase("a[--1]", "unexpected `-` at 2")]
    [TestCase("a['b]", "the ' is not closed")]
    [TestCase("a[\"b']", "the \" is not closed")]
    [TestCase("a['\\", "the ' is not closed")]
    [TestCase("a['b'", "it ends too early")]
    [TestCase("a['b'c]", "unexpected `c` at 5")]
    [TestCase("a()", "unexpected `(` at 1")]
    [TestCase("a+b", "unexpected `+` at 1")]
    [TestCase("a:", "it ends too early")]
    [TestCase("a:b:c", "unexpected `:` at 3")]
    [TestCase("a:[0]", "unexpected `[` at 2")]
    [TestCase("a[0]:b", "unexpected `:` at 4")]
    [TestCase("List<>", "unexpected `>` at 5")]
    [TestCase("List<int", "it ends too early")]
    [TestCase("List<int,>", "unexpected `>` at 9")]
    [TestCase("List<int>>", "unexpected `>` at 9")]
    [TestCase("List<int[]>", "unexpected `[` at 8")]
    [TestCase("List<a.>", "unexpected `>` at 7")]
    [TestCase("a.List<int>:b:", "unexpected `:` at 13")]
    public void What_is_no_target_is_told_with_the_position(string text, string expected)
    {
        Assert.That(TargetPath.TryParse(text, out _, out var problem), Is.False);
        Assert.That(problem, Is.EqualTo(expected));
    }

    [Test]
    public void Half_of_a_surrogate_pair_is_no_key()
    {
        Assert.That(TargetPath.TryParse("a['\ud800']", out _, out var problem), Is.False);
        Assert.That(problem, Does.Contain("surrogate"));
    }

    [Test]
    public void The_limits_hold()
    {
        var longest = "a['" + new string('x', TargetPath.MaxLength - 5) + "']";
        var deepest = "a" + string.Concat(Enumerable.Repeat("[0]", TargetPath.MaxHops));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TargetPath.TryParse(longest, out _, out _), Is.True);
            Assert.That(TargetPath.TryParse(longest + "x", out _, out var tooLong), Is.False);
            Assert.That(tooLong, Is.EqualTo("it is longer than 4096 characters"));
            Assert.That(TargetPath.TryParse(deepest, out _, out _), Is.True);
            Assert.That(TargetPath.TryParse(deepest + ".b", out _, out var tooDeep), Is.False);
            Assert.That(tooDeep, Is.EqualTo("it has more than 64 steps"));
            Assert.That(TargetPath.TryParse(Nested(17), out _, out _), Is.True);
            Assert.That(TargetPath.TryParse(Nested(18), out _, out var tooNested), Is.False);
            Assert.That(tooNested, Is.EqualTo("its type arguments are nested too deeply"));
        }

        static string Nested(int depth) => string.Concat(Enumerable.Repeat("A<", depth - 1)) + "B" + new string('>', depth - 1);
    }

    [TestCase("a", "a")]
    [TestCase("a.b", "b")]
    [TestCase("a[0]", null)]
    [TestCase("N.Type:Member", "Member")]
    [TestCase("N.List<N.A>", "List")]
    [TestCase("N.Outer<N.A>.Nested<N.B>", "Nested")]
    [TestCase("N.Outer<N.A>.Nested", "Nested")]
    public void A_target_has_a_name_of_its_own(string text, string? expected)
    {
        Assert.That(TargetPath.TryParse(text, out var path, out _), Is.True);
        Assert.That(path.OwnName, Is.EqualTo(expected));
    }

    [Test]
    public void Any_string_is_a_target_or_has_a_problem()
    {
        var pieces = Gen.Elements("a", "B_1", ".", ":", "[", "]", "'", "\"", "\\", "<", ">", ",", " ", "0", "-1", "1e9", "true", "\ud800", "\udc00", "é", "\0", "$", "List<int>");
        var strings = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
            Gen.ArrayOf(pieces).Select(string.Concat),
            ArbMap.Default.GeneratorFor<char[]>().Select(text => new string(text)));

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5_000),
            Prop.ForAll(strings.ToArbitrary(), text => TargetPath.TryParse(text, out var path, out var problem) ? path is not null && problem.Length == 0 : problem.Length > 0));
    }

    [Test]
    public void What_is_printed_of_random_steps_parses_back()
    {
        var name = Gen.Elements("a", "_b", "Trial", "get_student", "é1", "x9");
        var text = ArbMap.Default.GeneratorFor<string>().Select(key => string.Concat((key ?? "").Where(c => !char.IsSurrogate(c))));
        var quoted = text.Select(key => (Printed: $"'{key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'", Json: TargetKey.Quote(key)!));
        var number = Gen.Choose(-1_000_000, 1_000_000).Select(key => (Printed: $"{key}", Json: $"{key}"));
        var flag = Gen.Elements("true", "false").Select(key => (Printed: key, Json: key));
        var keys = Gen.Choose(1, 3).SelectMany(count => Gen.OneOf(quoted, number, flag).ArrayOf(count));
        var hop = Gen.OneOf(
            name.Select(member => (Printed: $".{member}", Shown: $".{member}")),
            keys.Select(found => (Printed: $"[{string.Join(", ", found.Select(key => key.Printed))}]", Shown: $"[{string.Join(",", found.Select(key => key.Json))}]")));
        var path = name.SelectMany(root => Gen.Choose(0, 12).SelectMany(count => hop.ArrayOf(count)).Select(hops => (Root: root, Hops: hops)));

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2_000),
            Prop.ForAll(
                path.ToArbitrary(),
                wanted => TargetPath.TryParse(wanted.Root + string.Concat(wanted.Hops.Select(step => step.Printed)), out var found, out _)
                    && found.Root == wanted.Root && found.Hops.Select(Show).SequenceEqual(wanted.Hops.Select(step => step.Shown))));
    }

    private static string Show(TargetHop hop) => hop.IsIndex ? $"[{string.Join(",", hop.Keys)}]" : $".{hop.Name}";
}
