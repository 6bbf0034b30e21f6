using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.SignalR;

namespace Liaison.Benchmarks.Servers;

/// <summary>What the load drives over SignalR: the same work, called by its name in the hub.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "SignalR calls no static methods.")]
internal sealed class MathHub : Hub
{
    // The target comes along and is not looked up: SignalR has nothing that does.
    public double Run(string target, double x) => Math.Sqrt(x);

    public double Root(double x) => Math.Sqrt(x);

    public string Echo(string text) => text;

    public int Length(string text) => text.Length;
}
