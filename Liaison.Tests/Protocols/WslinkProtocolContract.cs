using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Testing;

namespace Liaison.Tests.Protocols;

/// <summary>What wslink has a form for, in both versions.</summary>
public abstract class WslinkProtocolContract(WslinkVersion version) : ProtocolContract
{
    protected override bool SupportsNamedArguments => true;

    protected override bool SupportsMixedArguments => true;

    protected override bool SupportsNotifications => true;

    protected override bool SupportsPublications => true;

    protected override bool SupportsAttachments => true;

    protected override bool AlwaysAttaches => true;

    protected override bool SupportsHello => true;

    protected override bool SupportsErrorTypes => true;

    protected override bool SupportsErrorData => true;

    protected override IReadOnlyCollection<string> CodesWithFixedText => [ErrorCode.UnknownCommand];

    protected override IWireProtocol CreateProtocol() => new WslinkProtocol(new WslinkOptions { Version = version });
}
