using Liaison.Protocols;

namespace Liaison.Tests.Protocols;

public sealed class WslinkTwoContractTests() : WslinkProtocolContract(WslinkVersion.Two);
