using System.Text.Json;
using Liaison.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.Hosting;

internal sealed class LifecycleMarkersTests
{
    [Test]
    public void The_markers_are_those_of_liaison_py()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(LifecycleMarkers.Started("localhost:8003"), Is.EqualTo("LIAISON:CONNECTED@localhost:8003"));
            Assert.That(LifecycleMarkers.Stopped("localhost:8003"), Is.EqualTo("LIAISON:DISCONNECTED@localhost:8003"));
            Assert.That(LifecycleMarkers.Constants, Is.EqualTo("{\"START_MARKER\": \"LIAISON:CONNECTED\", \"STOP_MARKER\": \"LIAISON:DISCONNECTED\"}"));
        }
    }

    [TestCase("secret")]
    [TestCase(null)]
    public void A_ready_line_is_one_line_of_json_whatever_the_address(string? token)
    {
        var line = LifecycleMarkers.ReadyLine("unix", "unix:/a \"b\"\n.sock", token);
        var ready = JsonElement.Parse(line);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(line, Does.Not.Contain("\n"));
            Assert.That(ready.GetProperty("address").GetString(), Is.EqualTo("unix:/a \"b\"\n.sock"));
            Assert.That(ready.GetProperty("token").GetString(), Is.EqualTo(token));
            Assert.That(ready.GetProperty("pid").GetInt32(), Is.EqualTo(Environment.ProcessId));
            Assert.That(ready.GetProperty("version").GetString(), Is.Not.Empty.And.Not.Contain("+"));
        }
    }
}
