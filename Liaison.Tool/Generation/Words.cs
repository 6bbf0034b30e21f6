using System.Text;

namespace Liaison.Tool;

/// <summary>Converts names on the wire to the naming styles of languages.</summary>
internal static class Words
{
    /// <summary>
    /// Returns <c>getStudent</c> for <c>get_student</c> and <c>GetStudent</c>, and <c>studentGet</c> for <c>student.get</c>.
    /// </summary>
    public static string Camel(string name)
    {
        var words = Split(name);
        return words.Count == 0 ? "_" : Safe(Lower(words[0]) + string.Concat(words.Skip(1).Select(Upper)));
    }

    /// <summary>Returns <c>GetStudent</c>.</summary>
    public static string Pascal(string name) => Safe(string.Concat(Split(name).Select(Upper)));

    /// <summary>Returns <c>get-student</c>.</summary>
    public static string Kebab(string name) => string.Join('-', Split(name).Select(word => word.ToLowerInvariant()));

    /// <summary>Returns the name of a contract without the <c>I</c> of its interface.</summary>
    public static string OfContract(string name) => name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) ? name[1..] : name;

    /// <summary>Returns a name that is not taken yet, and adds it to the taken names.</summary>
    public static string Fresh(string name, ISet<string> taken)
    {
        var fresh = name;
        for (var number = 2; !taken.Add(fresh); number++)
        {
            fresh = name + number;
        }

        return fresh;
    }

    private static List<string> Split(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var begins = char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if ((begins || !char.IsLetterOrDigit(name[i])) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (char.IsLetterOrDigit(name[i]))
            {
                word.Append(name[i]);
            }
        }

        return word.Length > 0 ? [.. words, word.ToString()] : words;
    }

    private static string Lower(string word) => word.All(char.IsUpper) ? word.ToLowerInvariant() : char.ToLowerInvariant(word[0]) + word[1..];

    private static string Upper(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Safe(string name) => name.Length == 0 ? "_" : char.IsDigit(name[0]) ? "_" + name : name;
}
