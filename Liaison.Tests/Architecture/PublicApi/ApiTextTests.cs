using System.Diagnostics.CodeAnalysis;
using NUnit.Framework;

namespace Liaison.Tests.Architecture.PublicApi;

internal sealed class ApiTextTests
{
    [Test]
    public void Everything_that_a_caller_can_tell_is_in_the_text() => Assert.That(
        ApiText.Of(typeof(Sample<,>)),
        Is.EqualTo(
            """
            public abstract class Liaison.Tests.Architecture.PublicApi.ApiTextTests.Sample<TKey, TValue> : IDisposable where TKey : struct where TValue : class, new()
                public const string Quoted = "a \"b\""
                protected Sample()
                public int Settable { get; protected set; }
                public required string? Text { get; init; }
                public event Action<string?>? Changed
                public virtual void Dispose()
                [return: NotNullIfNotNull("value")] public static T? Maybe<T>(T? value, T other)
                protected abstract Dictionary<string, TValue?>? Table(params int?[] numbers)
                public sealed override string ToString()
                public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value, DayOfWeek day = DayOfWeek.Friday, CancellationToken stop = default)

            """.ReplaceLineEndings("\n")));

    [Test]
    public void An_override_that_returns_a_more_derived_type_is_an_override() =>
        Assert.That(ApiText.Of(typeof(Derived)), Does.Contain("public override ApiTextTests.Derived Self()"));

    [Test]
    public void A_record_is_told_by_the_word_alone() => Assert.That(
        ApiText.Of(typeof(Pair)),
        Is.EqualTo(
            """
            public sealed record Liaison.Tests.Architecture.PublicApi.ApiTextTests.Pair
                public Pair(int Left, string? Right)
                public int Left { get; init; }
                public string? Right { get; init; }
                public void Deconstruct(out int Left, out string? Right)

            """.ReplaceLineEndings("\n")));

    [Test]
    public void A_difference_names_the_type_that_it_is_in()
    {
        var difference = ApiText.Difference("class A\n    int X\nclass B\n    int X\n", "class A\n    int X\nclass B\n    int Y\n");

        Assert.That(difference, Is.EqualTo(new[] { "- class B > int X", "+ class B > int Y" }));
    }

    public class Base
    {
        public virtual Base Self() => this;
    }

    public sealed class Derived : Base
    {
        public override Derived Self() => this;
    }

    public sealed record Pair(int Left, string? Right);

    public abstract class Sample<TKey, TValue> : IDisposable
        where TKey : struct
        where TValue : class, new()
    {
        public const string Quoted = "a \"b\"";

        protected Sample()
        {
        }

        public event Action<string?>? Changed;

        public required string? Text { get; init; }

        public int Settable { get; protected set; }

        [return: NotNullIfNotNull(nameof(value))]
        public static T? Maybe<T>(T? value, T other) => value ?? other;

        public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value, DayOfWeek day = DayOfWeek.Friday, CancellationToken stop = default)
        {
            value = null;
            return false;
        }

        public virtual void Dispose()
        {
            Changed?.Invoke(null);
            GC.SuppressFinalize(this);
        }

        public sealed override string ToString() => "";

        protected abstract Dictionary<string, TValue?>? Table(params int?[] numbers);

        internal void NotSeen()
        {
        }
    }
}
