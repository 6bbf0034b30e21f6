using Liaison.Protocols;

namespace Liaison.Tests.Protocols;

public sealed class WslinkOneContractTests() : WslinkProtocolContract(WslinkVersion.One);
