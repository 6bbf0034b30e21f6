using NUnit.Framework;

namespace Liaison.Tests;

/// <summary>Has commands called by reflection where the environment asks for that: see <c>ReflectedTests</c>.</summary>
[SetUpFixture]
internal sealed class ReflectedRun
{
    public const string Variable = "LIAISON_REFLECTED";

    [OneTimeSetUp]
    public void SwitchGeneratedCodeOff()
    {
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            AppContext.SetSwitch(Commands.CommandFeatures.GeneratedCommandsSwitch, false);
        }
    }
}
