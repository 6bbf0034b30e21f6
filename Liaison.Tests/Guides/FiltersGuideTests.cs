using Liaison.Client;
using Liaison.Messages;
using Liaison.Tests.Extensions;
using NUnit.Framework;

namespace Liaison.Tests.Guides;

/// <summary>docs/guides/filters.md says what is so: its blocks are code that runs here.</summary>
[CancelAfter(60_000)]
internal sealed class FiltersGuideTests
{
    [Test]
    public void The_code_of_the_guide_is_the_code_that_is_compiled_here() =>
        Assert.That(new Guide("filters.md").CSharp, Is.EquivalentTo(Regions.Of("FiltersGuide.cs")));

    [Test]
    public async Task A_failure_has_the_code_that_the_filter_gives_it()
    {
        await using var companion = FiltersGuide.Create();

        var failure = await Assert.CatchAsync<CommandException>(async () => await companion.InvokeAsync<string>("read", "b.txt"));

        Assert.That((failure!.Code, failure.Message), Is.EqualTo(("no_such_document", "There is no document b.txt.")));
    }

    [Test]
    public async Task A_known_answer_is_given_by_the_filter()
    {
        await using var companion = FiltersGuide.Create();

        Assert.That(
            new[] { await companion.InvokeAsync<string>("read", "a.txt"), await companion.InvokeAsync<string>("read", "a.txt") }, Is.All.EqualTo("1 read"));
    }

    [Test]
    public async Task The_third_call_is_one_too_many()
    {
        await using var companion = FiltersGuide.Create();
        await companion.InvokeAsync<string>("print", "a.txt");
        await companion.InvokeAsync<string>("print", "a.txt");

        var failure = await Assert.CatchAsync<CommandException>(async () => await companion.InvokeAsync<string>("print", "a.txt"));

        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.Busy));
    }

    [Test]
    public async Task A_filter_of_a_call_shares_the_services_of_the_command()
    {
        await using var application = await HostedApplication.StartAsync(liaison => FiltersGuide.Add(liaison.Services));
        await using var client = await application.ConnectAsync();

        await client.InvokeAsync<int>("pay", [5]);

        Assert.That(FiltersGuide.Database.Saved, Is.EqualTo(5));
    }
}
