using Liaison.Commands;
using Liaison.Companions;
using NUnit.Framework;

namespace Liaison.Tests.Filters;

/// <summary>Which filter is around which.</summary>
[CancelAfter(60_000)]
internal sealed class FilterOrderTests
{
    [TestCase("method", "class(first(second(command)))")]
    [TestCase("plain", "class(plain(command))")]
    [TestCase("named", "class(named(command))")]
    [TestCase("class", "class(command)")]
    [TestCase("ordered", "early(class(late(command)))")]
    [TestCase("inherited", "class(base method(command))")]
    public async Task Filters_are_in_order_and_the_class_comes_before_the_method_where_that_is_equal(string command, string steps)
    {
        await using var companion = new Companion();
        companion.Commands.AddFrom(new Steps());

        Assert.That(await companion.InvokeAsync<string>(command), Is.EqualTo(steps));
    }

    [Test]
    public async Task Those_of_the_companion_are_outermost_in_the_order_in_which_they_were_added()
    {
        await using var companion = new Companion();
        companion.Commands.AddFilter(new FilterOf((context, next) => StepAttribute.Around("a", context, next)));
        companion.Commands.AddFrom(new Steps());
        companion.Commands.AddFilter(new FilterOf((context, next) => StepAttribute.Around("b", context, next)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await companion.InvokeAsync<string>("ordered"), Is.EqualTo("a(b(early(class(late(command)))))"));
            Assert.That(await companion.InvokeAsync<string>("ping"), Is.EqualTo("a(b())"));
        }
    }

    [Test]
    public async Task A_filter_that_is_added_later_is_around_the_calls_that_begin_then()
    {
        await using var companion = new Companion();
        companion.Commands.AddFrom(new Steps());
        var before = await companion.InvokeAsync<string>("method");

        companion.Commands.AddFilter(new FilterOf((context, next) => StepAttribute.Around("a", context, next)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.EqualTo("class(first(second(command)))"));
            Assert.That(await companion.InvokeAsync<string>("method"), Is.EqualTo("a(class(first(second(command))))"));
        }
    }

    [Test]
    public async Task A_filter_that_an_attribute_names_is_made_once()
    {
        var made = new List<Type>();
        await using var companion = new Companion();
        companion.Commands.FilterFactory = type =>
        {
            made.Add(type);
            return null;
        };
        companion.Commands.AddFrom(new Steps());

        await companion.InvokeAsync<string>("named");
        await companion.InvokeAsync<string>("named");

        Assert.That(made, Is.EqualTo(new[] { typeof(NamedStep) }));
    }

    [Step("class")]
    private abstract class Base
    {
        [Command("inherited")]
        [Step("base method")]
        public virtual string Inherited(CommandContext context) => Run(context);

        protected static string Run(CommandContext context)
        {
            context.Items["steps"] = StepAttribute.Steps(context) + "command";
            return "";
        }
    }

    private sealed class Steps : Base
    {
        public override string Inherited(CommandContext context) => Run(context);

        [Command("method")]
        [Step("first")]
        [Step("second")]
        public string Method(CommandContext context) => Run(context);

        [Command("plain")]
        [PlainStep("plain")]
        public string Plain(CommandContext context) => Run(context);

        [Command("named")]
        [Filter(typeof(NamedStep))]
        public string Named(CommandContext context) => Run(context);

        [Command("class")]
        public string Class(CommandContext context) => Run(context);

        [Command("ordered")]
        [Step("late", Order = 1)]
        [Step("early", Order = -1)]
        public string Ordered(CommandContext context) => Run(context);
    }
}
