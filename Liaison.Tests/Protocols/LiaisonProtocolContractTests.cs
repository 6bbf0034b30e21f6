using Liaison.Protocols;
using Liaison.Testing;

namespace Liaison.Tests.Protocols;

public sealed class LiaisonProtocolContractTests : ProtocolContract
{
    protected override bool SupportsNamedArguments => true;

    protected override bool SupportsMixedArguments => true;

    protected override bool SupportsCallsBack => true;

    protected override bool SupportsTimeouts => true;

    protected override bool SupportsProgress => true;

    protected override bool SupportsItems => true;

    protected override bool SupportsCancel => true;

    protected override bool SupportsPublications => true;

    protected override bool SupportsDropCounts => true;

    protected override bool SupportsAttachments => true;

    protected override bool SupportsErrorTypes => true;

    protected override bool SupportsErrorData => true;

    protected override IWireProtocol CreateProtocol() => LiaisonProtocol.Instance;
}
