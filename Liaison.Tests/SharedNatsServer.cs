using Liaison.Tests.Nats;
using NUnit.Framework;

namespace Liaison.Tests;

/// <summary>Ends the nats-server that tests share, after the last of them.</summary>
[SetUpFixture]
internal sealed class SharedNatsServer
{
    [OneTimeTearDown]
    public void End()
    {
        if (NatsServer.IsShared)
        {
            NatsServer.Shared().Dispose();
        }
    }
}
