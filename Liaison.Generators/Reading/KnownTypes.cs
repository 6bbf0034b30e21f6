namespace Liaison.Generators;

/// <summary>The names of the types that the generator needs.</summary>
internal static class KnownTypes
{
    public const string Command = "Liaison.Commands.CommandAttribute";
    public const string Argument = "Liaison.Commands.ArgumentAttribute";
    public const string Keywords = "Liaison.Commands.KeywordsAttribute";
    public const string Context = "Liaison.Commands.CommandContext";
    public const string Arguments = "Liaison.Messages.CommandArguments";
    public const string Contract = "Liaison.Contracts.CommandContractAttribute";
    public const string Topic = "Liaison.Contracts.TopicAttribute";
    public const string Throws = "Liaison.Contracts.ThrowsAttribute";
    public const string Token = "System.Threading.CancellationToken";
    public const string Progress = "System.IProgress<T>";
    public const string Sequence = "System.Collections.Generic.IAsyncEnumerable<T>";
}
