using System.Diagnostics.CodeAnalysis;
using Liaison.Commands;
using Liaison.Hosting;

namespace Liaison.Tests.LibMedium;

/// <summary>The daemon of prims.lmspc: gives back values of every type.</summary>
public sealed class PrimsSystem
{
    public LiaisonHost? Host { get; set; }

    [Command]
    public double Sqrt(double x) => Math.Sqrt(x);

    [Command]
    public string TwoArgs(string text, ushort number) => $"{text}/{number}";

    [Command]
    public void NoResult(string text)
    {
    }

    [Command]
    public bool EchoBoolean(bool value) => value;

    [Command]
    public sbyte EchoInt8(sbyte value) => value;

    [Command]
    public byte EchoUInt8(byte value) => value;

    [Command]
    public short EchoInt16(short value) => value;

    [Command]
    public ushort EchoUInt16(ushort value) => value;

    [Command]
    public int EchoInt32(int value) => value;

    [Command]
    public uint EchoUInt32(uint value) => value;

    [Command]
    public long EchoInt64(long value) => value;

    [Command]
    public ulong EchoUInt64(ulong value) => value;

    [Command]
    public float EchoFloat(float value) => value;

    [Command]
    public double EchoDouble(double value) => value;

    [Command]
    public string EchoString(string value) => value;

    [Command]
    public byte[] EchoBinary(byte[] value) => value;

    [Command]
    public List<string> EchoStrings(List<string> value) => value;

    [Command]
    public int[] EchoInts(int[] value) => value;

    [Command("echo_2d")]
    public uint[][] EchoTwo(uint[][] value) => value;

    [Command("echo_3d")]
    public List<List<List<int>>> EchoThree(List<List<List<int>>> value) => value;

    [Command]
    public Inner EchoInner(Inner value) => value;

    [Command]
    public Inner[] EchoInners(Inner[] value) => value;

    [Command]
    public Outer EchoOuter(Outer value) => value;

    [Command]
    public void FailMapped(string text) => throw new OtherThing(text);

    [Command]
    public void FailUnmapped(string text) => throw new FormatException(text);

    [Command]
    public async Task<string> DeferredAsync(string text)
    {
        await Task.Yield();
        return text + "!";
    }

    [Command]
    public async Task FireAsync(uint n)
    {
        await Host!.PublishAsync("tick", new { N = n, Names = new[] { "a", "", "é" }, Inner = new Inner { Message = "hi", Count = (int)n } });
        await Host.PublishAsync("empty_event", null);
    }

    /// <summary>A model with properties.</summary>
    public sealed class Inner
    {
        public string Message { get; set; } = "";

        public int Count { get; set; }
    }

    /// <summary>A model with a constructor.</summary>
    public sealed record Outer(string Name, Inner Value, IReadOnlyList<Inner> List, short[][] Nested, bool[] Flags);

    /// <summary>An exception without the suffix that .NET gives such.</summary>
    [SuppressMessage("Naming", "CA1710", Justification = "The specification names it so.")]
    public sealed class OtherThing(string message) : Exception(message);
}
