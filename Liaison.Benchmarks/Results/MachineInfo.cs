using System.Runtime.InteropServices;

namespace Liaison.Benchmarks.Results;

/// <summary>What a figure depends on and is allowed to be published: nothing that names the machine, its user or its folders.</summary>
internal sealed record MachineInfo(int Cores, string OperatingSystem, string Architecture, string Runtime)
{
    public static MachineInfo Current { get; } = new(
        Environment.ProcessorCount, RuntimeInformation.OSDescription, RuntimeInformation.ProcessArchitecture.ToString(), RuntimeInformation.FrameworkDescription);
}
