using Liaison.Commands;

namespace Liaison.Tests.Inspection;

/// <summary>What a peer lets its host call.</summary>
internal sealed class AnsweringWindow
{
    [Command("answer")]
    public static string Answer(string question) => question + "!";
}
