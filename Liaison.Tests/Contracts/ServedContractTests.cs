using Liaison.Commands;
using Liaison.Companions;
using NUnit.Framework;

namespace Liaison.Tests.Contracts;

/// <summary>What a companion makes of a contract that is added to it.</summary>
[CancelAfter(60_000)]
internal sealed class ServedContractTests
{
    [Test]
    public async Task What_it_says_of_itself_has_the_contracts_topics_errors_and_comments()
    {
        await using var companion = new Companion().Add<ILab>(new Lab());

        var api = companion.Describe();
        var add = api.Methods.Single(method => method.Name == "lab.Add");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((add.Contract, add.Summary, add.ResultSummary), Is.EqualTo((nameof(ILab), "Adds two numbers, as Math does.", "The sum.")));
            Assert.That(add.Parameters.Select(parameter => parameter.Summary), Is.EqualTo(new[] { "The first.", "The second." }));
            Assert.That(api.Topics.Select(topic => (topic.Name, topic.Contract)), Is.EqualTo(new[] { ("lab.alarms", nameof(ILab)), ("lab.measured", nameof(ILab)) }));
            Assert.That(api.Topics[1].Summary, Is.EqualTo("Each sample, once it was measured."));
            Assert.That(api.Errors.Select(error => error.Code), Is.EqualTo(new[] { "sample_lost", "sample_spoilt" }));
            Assert.That(api.Errors[0].Summary, Is.EqualTo("An exception whose message is made of its members."));
            Assert.That(api.Models.Single(model => model.Name == nameof(Sample)).Summary, Is.EqualTo("A value of a contract."));
            Assert.That(api.Models.Single(model => model.Name == nameof(Sample)).Members.Select(member => member.Summary), Does.Contain("What was measured."));
        }
    }

    [Test]
    public async Task Its_commands_are_called_without_reflection_and_in_process_too()
    {
        await using var companion = new Companion().Add<ILab>(new Lab());

        Assert.That(companion.Commands.TryGet("lab.Add", out var add));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(add!.IsGenerated);
            Assert.That(add.Signature, Is.EqualTo("ILab.AddAsync(double x, double y = 10)"));
            Assert.That(await companion.InvokeAsync<double>("lab.Add", 1, 2), Is.EqualTo(3));
        }
    }

    [Test]
    public async Task What_is_no_contract_is_refused_with_the_fix()
    {
        await using var companion = new Companion();

        var refusal = Assert.Throws<ArgumentException>(() => companion.Add<IDisposable>(new MemoryStream()));

        Assert.That(refusal!.Message, Does.Contain("Nothing was generated for System.IDisposable. Mark the interface [CommandContract]"));
    }

    [Test]
    public void A_client_is_given_no_topics()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new CommandTable().Add<ILab>(new Lab()));

        Assert.That(refusal!.Message, Does.Contain("has topics, which are published by a host"));
    }
}
