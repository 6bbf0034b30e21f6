using Liaison.Protocols;
using Liaison.Testing;

namespace Liaison.Tests.Protocols;

/// <summary>
/// LibMedium has a form for calls, their answers and events alone, all of types that a specification declares: the rest is held to being
/// refused or left out.
/// </summary>
public sealed class LibMediumProtocolContractTests : ProtocolContract
{
    private static readonly LibMediumSpecification Specification = LibMediumSpecification.Parse(
        "namespace contract\nclass Contract\nevent topic(value: string)\nevent frames(value: string)\nevent session_started(value: string)\n"
        + string.Concat(new[] { "ping", "open_project", "größe", "run", "choose", "log" }.Select(name => $"method {name}(values: *string): string\n")));

    protected override bool SupportsAnyValue => false;

    protected override bool SupportsAnyId => false;

    protected override bool SupportsErrorCodes => false;

    protected override bool SupportsPublications => true;

    protected override bool SupportsHello => true;

    // A hello is empty, and a call without one is run.
    protected override bool SupportsSecret => false;

    protected override IWireProtocol CreateProtocol() => new LibMediumProtocol(Specification);
}
