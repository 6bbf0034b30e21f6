using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Liaison.Companions;

/// <summary>
/// The harmless framework types that <see cref="ExposurePolicy.ExposeBasicTypes"/> exposes: numbers, text, dates, and their collections.
/// None of them gives access to files, processes, threads, the network or reflection.
/// </summary>
public static class BasicTypes
{
    /// <summary>The types. A generic type definition includes all types that are constructed from it.</summary>
    public static IReadOnlyList<Type> All { get; } = Collect();

    internal static void ExposeIn(ExposurePolicy policy)
    {
        Numbers(policy);
        Texts(policy);
        Collections(policy);
    }

    private static Type[] Collect()
    {
        var policy = new ExposurePolicy();
        ExposeIn(policy);
        return [.. policy.ExposedTypes];
    }

    private static void Numbers(ExposurePolicy policy)
    {
        policy.Expose<bool>();
        policy.Expose<byte>();
        policy.Expose<sbyte>();
        policy.Expose<short>();
        policy.Expose<ushort>();
        policy.Expose<int>();
        policy.Expose<uint>();
        policy.Expose<long>();
        policy.Expose<ulong>();
        policy.Expose<Int128>();
        policy.Expose<UInt128>();
        policy.Expose<Half>();
        policy.Expose<float>();
        policy.Expose<double>();
        policy.Expose<decimal>();
        policy.Expose<BigInteger>();
        policy.Expose<Complex>();
        policy.Expose(typeof(Math));
        policy.Expose(typeof(MathF));
        policy.Expose<MidpointRounding>();
    }

    private static void Texts(ExposurePolicy policy)
    {
        policy.Expose<char>();
        policy.Expose<string>();
        policy.Expose<StringComparison>();
        policy.Expose<Guid>();
        policy.Expose<Uri>();
        policy.Expose<Version>();
        policy.Expose<DateTime>();
        policy.Expose<DateTimeOffset>();
        policy.Expose<DateTimeKind>();
        policy.Expose<DateOnly>();
        policy.Expose<TimeOnly>();
        policy.Expose<TimeSpan>();
        policy.Expose<DayOfWeek>();
    }

    [SuppressMessage("Style", "IDE0001", Justification = "One form for all.")]
    private static void Collections(ExposurePolicy policy)
    {
        policy.Expose(typeof(List<>));
        policy.Expose(typeof(Dictionary<,>));
        policy.Expose(typeof(HashSet<>));
        policy.Expose(typeof(Queue<>));
        policy.Expose(typeof(Stack<>));
        policy.Expose(typeof(KeyValuePair<,>));
        policy.Expose(typeof(Nullable<>));
    }
}
