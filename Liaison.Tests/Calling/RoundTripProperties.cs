using System.Numerics;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Liaison.Companions;
using Liaison.Tests.Companions.Binding;
using NUnit.Framework;

namespace Liaison.Tests.Calling;

/// <summary>For every supported type, a value that is written, passed through an identity function and read back is the same value.</summary>
[CancelAfter(60_000)]
internal sealed class RoundTripProperties
{
    private static readonly Gen<long> Longs = Gen.Choose(int.MinValue, int.MaxValue).Zip(Gen.Choose(int.MinValue, int.MaxValue), (high, low) => ((long)high << 32) | (uint)low);
    private static readonly Gen<byte[]> Blobs = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();
    private static readonly Gen<char> Characters = Gen.Choose(0, char.MaxValue).Select(value => (char)value).Where(value => !char.IsSurrogate(value));
    private static readonly Gen<string> Texts = Gen.OneOf(Characters.Select(value => value.ToString()), Gen.Constant("😀"), Gen.Constant("$"), Gen.Constant("$$"), Gen.Constant("\"\\"))
        .ListOf().Select(string.Concat);

    private static readonly Gen<double> Doubles = Gen.OneOf(
        Longs.Select(BitConverter.Int64BitsToDouble),
        Gen.Elements(0.0, -0.0, 1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, double.MinValue));

    private static readonly Gen<DateTime> Dates = Longs.Select(value => new DateTime((long)((ulong)value % (ulong)DateTime.MaxValue.Ticks), DateTimeKind.Utc));
    private static readonly Gen<Guid> Guids = Longs.Zip(Longs, (left, right) => new Guid([.. BitConverter.GetBytes(left), .. BitConverter.GetBytes(right)]));

    private static IEnumerable<TestCaseData> Types() =>
    [
        Of("bool", Gen.Elements(true, false)),
        Of("byte", Longs.Select(value => (byte)value)),
        Of("sbyte", Longs.Select(value => (sbyte)value)),
        Of("short", Longs.Select(value => (short)value)),
        Of("ushort", Longs.Select(value => (ushort)value)),
        Of("int", Longs.Select(value => (int)value)),
        Of("uint", Longs.Select(value => (uint)value)),
        Of("long", Longs),
        Of("ulong", Longs.Select(value => (ulong)value)),
        Of("Int128", Longs.Zip(Longs, (high, low) => new Int128((ulong)high, (ulong)low))),
        Of("UInt128", Longs.Zip(Longs, (high, low) => new UInt128((ulong)high, (ulong)low))),
        Of("BigInteger", Blobs.Select(bytes => new BigInteger(bytes))),
        Of("Half", Longs.Select(value => BitConverter.Int16BitsToHalf((short)value))),
        Of("float", Longs.Select(value => BitConverter.Int32BitsToSingle((int)value))),
        Of("double", Doubles),
        Of("decimal", Longs.Zip(Longs, (left, right) => new decimal((int)left, (int)(left >> 32), (int)right, right < 0, (byte)((right >>> 32) % 29)))),
        Of("char", Characters),
        Of("string", Texts),
        Of("string?", Texts.OrNull()),
        Of("Color", Gen.Elements(Enum.GetValues<Color>())),
        Of("Rights", Longs.Select(value => (Rights)(byte)value)),
        Of("Wide", Longs.Select(value => (Wide)(ulong)value)),
        Of("Color?", Gen.Elements<Color?>(Color.Red, null)),
        Of("DateTime", Dates),
        Of("DateTimeOffset", Dates.Zip(Gen.Choose(-14, 14), (date, hours) => new DateTimeOffset(Within(date), TimeSpan.Zero).ToOffset(TimeSpan.FromHours(hours)))),
        Of("DateOnly", Dates.Select(DateOnly.FromDateTime)),
        Of("TimeOnly", Dates.Select(TimeOnly.FromDateTime)),
        Of("TimeSpan", Longs.Select(value => new TimeSpan(value))),
        Of("Guid", Guids),
        Of("Uri", Guids.Select(value => new Uri($"https://example.org/{value}?a=%20b#ü"))),
        Of("Version", Longs.Zip(Longs, (left, right) => new Version((int)(left & int.MaxValue), (int)(right & int.MaxValue)))),
        Of("byte[]", Blobs),
        Of("Memory<byte>", Blobs.Select(bytes => new Memory<byte>(bytes)), value => Convert.ToHexString(value.Span)),
        Of("ReadOnlyMemory<byte>", Blobs.Select(bytes => new ReadOnlyMemory<byte>(bytes)), value => Convert.ToHexString(value.Span)),
        Of("int?", Longs.Select(value => value % 3 == 0 ? (int?)null : (int)value)),
        Of("int[]", Longs.Select(value => (int)value).ArrayOf()),
        Of("List<double>", Doubles.ListOf().Select(items => items.ToList())),
        Of("string[][]", Texts.ArrayOf().ArrayOf()),
        Of("Dictionary<string, int>", Texts.ListOf().Select(keys => keys.Distinct().ToDictionary(key => key, key => key.Length))),
        Of("Dictionary<Guid, string>", Guids.ListOf().Select(keys => keys.Distinct().ToDictionary(key => key, key => key.ToString()))),
        Of("Point", Longs.Select(value => new Point((int)value, (int)(value >> 32)))),
        Of("Size", Doubles.Zip(Doubles, (width, height) => new Size(width, height))),
        Of("(int, string)", Longs.Zip(Texts, (number, text) => ((int)number, text))),
        Of("Tuple<double, string?>", Doubles.Zip(Texts.OrNull(), Tuple.Create)),
        Of("a tuple of nine", Longs.Zip(Texts, (number, text) => (number, text, 3, 4, 5, 6, 7, text, number))),
        Of("object", Longs.Zip(Texts, (number, text) => (object)(number % 2 == 0 ? number : text))),
        Of("JsonElement", Texts.Select(text => JsonSerializer.SerializeToElement(new { text })), value => value.GetProperty("text").GetString()),
    ];

    [TestCaseSource(nameof(Types))]
    public Task A_value_comes_back_as_it_went(Func<Task> check) => check();

    private static TestCaseData Of<T>(string name, Gen<T> values) => Of(name, values, value => value);

    // The value's own equality where it has one; a string where it has none.
    private static TestCaseData Of<T>(string name, Gen<T> values, Func<T, object?> comparable)
    {
        var check = async () =>
        {
            await using var companion = await new Companion().WithAsync("same", (T value) => value);
            Seeded.Check(values, async value =>
                Assert.That(comparable(await BackAsync(companion, value)), Is.EqualTo(comparable(value)), JsonSerializer.Serialize(value, companion.Json)));
        };
        return new TestCaseData(check).SetArgDisplayNames(name);
    }

    // References stay out of it: a text that begins with a dollar sign would be one.
    private static async Task<T> BackAsync<T>(Companion companion, T value)
    {
        var json = JsonSerializer.Serialize(value, companion.Json);
        var arguments = json.StartsWith("\"$", StringComparison.Ordinal) ? $"[\"${json[1..]}]" : $"[{json}]";
        var message = CallingCompanion.RunMessage("same", arguments, """, "references": "top" """);
        var reply = JsonElement.Parse(await companion.ExecuteAsync(Encoding.UTF8.GetBytes(message)));
        return reply.TryGetProperty("response", out var response)
            ? response.Deserialize<T>(companion.Json)!
            : throw new AssertionException(reply.GetRawText());
    }

    private static DateTime Within(DateTime date) => date.AddDays(date.Year < 2 ? 1 : date.Year > 9998 ? -1 : 0);
}
