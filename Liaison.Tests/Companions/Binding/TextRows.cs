using static Liaison.Tests.Companions.Binding.BindingCase;

namespace Liaison.Tests.Companions.Binding;

/// <summary>Texts, and what is written as text: times, identifiers, bytes.</summary>
internal static class TextRows
{
    private static readonly byte[] Bytes = [1, 2, 255];

    public static IEnumerable<BindingCase> All =>
    [
        Gives((string x) => x, "[\"\"]", ""),
        Gives((string x) => x, "[\"tab\\t and \\ud83d\\ude00\"]", "tab\t and 😀"),
        Gives((string? x) => x, "[null]", null),
        Refuses((string x) => x, "[1]", "expected a string, and got 1"),
        Refuses((string x) => x, "[{}]", "expected a string, and got {}"),
        Gives((char x) => x, "[\"x\"]", 'x'),
        Gives((char x) => x, "[\"\\u00e9\"]", 'é'),
        Refuses((char x) => x, "[\"xy\"]", "expected a string of one character (char), and got \"xy\""),
        Refuses((char x) => x, "[\"\"]", "a string of one character"),
        Gives((DateTime x) => x, "[\"2026-01-31T12:30:00Z\"]", new DateTime(2026, 1, 31, 12, 30, 0, DateTimeKind.Utc)),
        Gives((DateTime x) => x.Kind, "[\"2026-01-31T12:30:00\"]", DateTimeKind.Unspecified),
        Refuses((DateTime x) => x, "[\"yesterday\"]", "expected a date and time such as \"2026-01-31T12:00:00Z\" (DateTime), and got \"yesterday\""),
        Gives((DateTime? x) => x, "[null]", null),
        Gives((DateTimeOffset x) => x, "[\"2026-01-31T12:30:00+02:00\"]", new DateTimeOffset(2026, 1, 31, 12, 30, 0, TimeSpan.FromHours(2))),
        Refuses((DateTimeOffset x) => x, "[5]", "a date and time such as"),
        Gives((DateOnly x) => x, "[\"2026-01-31\"]", new DateOnly(2026, 1, 31)),
        Refuses((DateOnly x) => x, "[\"31.1.2026\"]", "a date such as \"2026-01-31\" (DateOnly)"),
        Gives((TimeOnly x) => x, "[\"23:59:59.5\"]", new TimeOnly(23, 59, 59, 500)),
        Refuses((TimeOnly x) => x, "[\"24:00:00\"]", "a time of day such as \"13:30:00\" (TimeOnly)"),
        Gives((TimeSpan x) => x, "[\"1.02:03:04.5\"]", new TimeSpan(1, 2, 3, 4, 500)),
        Refuses((TimeSpan x) => x, "[90]", "a length of time such as \"1.02:30:00\" (TimeSpan), and got 90"),
        Gives((Guid x) => x, "[\"0f8fad5b-d9cb-469f-a165-70867728950e\"]", Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")),
        Refuses((Guid x) => x, "[\"0f8fad5b\"]", "a GUID such as"),
        Gives((Uri x) => x, "[\"https://example.org/a?b=c\"]", new Uri("https://example.org/a?b=c")),
        Gives((Uri x) => x.IsAbsoluteUri, "[\"a/b\"]", false),
        Gives((Version x) => x, "[\"1.2.3.4\"]", new Version(1, 2, 3, 4)),
        Refuses((Version x) => x, "[\"one\"]", "a version such as \"1.2.3\" (Version)"),
        Gives((byte[] x) => x, "[\"AQL/\"]", Bytes),
        Refuses((byte[] x) => x, "[[1, 2]]", "expected bytes in base64 (byte[]), and got [1, 2]"),
        Refuses((byte[] x) => x, "[\"%\"]", "bytes in base64"),
        Gives((Memory<byte> x) => x.ToArray(), "[\"AQL/\"]", Bytes),
        Gives((ReadOnlyMemory<byte> x) => x.ToArray(), "[\"AQL/\"]", Bytes),
    ];
}
