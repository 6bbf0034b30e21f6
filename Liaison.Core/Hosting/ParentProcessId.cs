using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Liaison.Hosting;

/// <summary>Gets the id of the process that started this one from the system, since .NET does not provide it.</summary>
internal static partial class ParentProcessId
{
    private const int ProcessBasicInformation = 0;
    private const nint CurrentProcess = -1;

    /// <summary>The current parent. The parent of an orphan is the process that adopted it.</summary>
    [UnsupportedOSPlatform("windows")]
    public static int OnUnix() => GetParentId();

    /// <summary>The parent that started this process. It may have ended.</summary>
    [SupportedOSPlatform("windows")]
    public static int OnWindows()
    {
        var status = QueryInformationProcess(CurrentProcess, ProcessBasicInformation, out var information, Marshal.SizeOf<BasicInformation>(), out _);
        return status == 0 ? (int)information.InheritedFromUniqueProcessId : throw new Win32Exception(LastErrorOf(status));
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentId();

    [LibraryImport("ntdll.dll", EntryPoint = "NtQueryInformationProcess")]
    private static partial int QueryInformationProcess(nint process, int kind, out BasicInformation information, int size, out int returnedSize);

    [LibraryImport("ntdll.dll", EntryPoint = "RtlNtStatusToDosError")]
    private static partial int LastErrorOf(int status);

    // PROCESS_BASIC_INFORMATION. Every member is as wide as a pointer, including its padding.
    [StructLayout(LayoutKind.Sequential)]
    private struct BasicInformation
    {
        public nint ExitStatus;
        public nint PebBaseAddress;
        public nint AffinityMask;
        public nint BasePriority;
        public nint UniqueProcessId;
        public nint InheritedFromUniqueProcessId;
    }
}
