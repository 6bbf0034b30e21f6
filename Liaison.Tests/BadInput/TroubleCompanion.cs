using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.BadInput;

/// <summary>The companion that bad messages are sent to.</summary>
internal sealed class TroubleCompanion : Companion
{
    public TroubleCompanion(CompanionOptions? options = null)
        : base(options)
    {
        Add("trouble", new Troublemaker());
        this.ExposeBasicTypes();
    }

    [Command("echo")]
    public object? Echo(object? value) => value;

    [Command("take")]
    public int Take(int value) => value;

    [Command("length")]
    public int Length(string text) => text.Length;

    [Command("count")]
    public int Count([Keywords] Dictionary<string, object?> keywords) => keywords.Count;
}
