using System.Text;

namespace Liaison.Protocols;

/// <summary>An exception that methods can throw.</summary>
/// <param name="Name">The name, as it is written in the specification.</param>
/// <param name="Number">The number on the wire: the exception's place among the exceptions of the specification, from 1.</param>
/// <param name="Position">The position of the name in the text.</param>
public sealed record DeclaredFault(string Name, int Number, SourcePosition Position)
{
    /// <summary>The code that a client reads: <c>student_not_found</c> for <c>StudentNotFound</c>.</summary>
    public string Code
    {
        get
        {
            var code = new StringBuilder();
            for (var i = 0; i < Name.Length; i++)
            {
                code.Append(BeginsWord(i) ? "_" : "").Append(char.ToLowerInvariant(Name[i]));
            }

            return code.ToString();
        }
    }

    // In a row of capitals the last one begins a word if a small letter follows.
    private bool BeginsWord(int index) =>
        index > 0 && char.IsUpper(Name[index]) && Name[index - 1] != '_'
        && (!char.IsUpper(Name[index - 1]) || (index + 1 < Name.Length && char.IsLower(Name[index + 1])));
}
