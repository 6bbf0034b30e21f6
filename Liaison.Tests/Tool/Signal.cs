namespace Liaison.Tests.Tool;

/// <summary>Signals of POSIX, by the numbers that they have everywhere.</summary>
internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}
