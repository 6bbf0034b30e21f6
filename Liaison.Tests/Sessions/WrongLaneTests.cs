using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>Lanes that there cannot be.</summary>
internal sealed class WrongLaneTests
{
    [Test]
    public void What_is_no_lane_is_told_when_the_command_is_added()
    {
        using var __ = Assert.EnterMultipleScope();
        Assert.That(() => new CommandTable().AddFrom(new Both()), Throws.ArgumentException.With.Message.Contains("Leave one of the two."));
        Assert.That(() => new CommandTable().AddFrom(new Reserved()), Throws.ArgumentException.With.Message.Contains("'*disk' is not the name of a lane."));
        Assert.That(() => new CommandTable().AddFrom(new Blank()), Throws.ArgumentException.With.Message.Contains("' ' is not the name of a lane."));
        Assert.That(() => new Companion().Commands.SetLane("nothing", "disk"), Throws.ArgumentException.With.Message.Contains("There is no command 'nothing'."));
        Assert.That(() => new Companion().Commands.SetLane("run", ""), Throws.ArgumentException);
        Assert.That(
            () => new LiaisonHost(new Companion()).Companion.Commands.SetLane("cancel", "disk"), Throws.ArgumentException.With.Message.Contains("connection's reader"));
    }

    private sealed class Both
    {
        [Command("both", Concurrent = true, Lane = "disk")]
        public int Run() => 0;
    }

    private sealed class Reserved
    {
        [Command("reserved", Lane = "*disk")]
        public int Run() => 0;
    }

    private sealed class Blank
    {
        [Command("blank", Lane = " ")]
        public int Run() => 0;
    }
}
