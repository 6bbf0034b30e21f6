using System.CommandLine;
using System.Globalization;

namespace Liaison.Tool;

/// <summary>The rules for the values of options. They are checked while the command line is parsed.</summary>
internal static class OptionRules
{
    public static Option<T> AcceptOnlyFrom<T>(this Option<T> option, params string[] values)
    {
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    /// <summary>Accepts whole numbers in a range, independent of the culture.</summary>
    public static Option<int?> AcceptRange(this Option<int?> option, int least, int most)
    {
        option.CustomParser = result =>
        {
            if (int.TryParse(result.Tokens.Single().Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            {
                return value;
            }

            result.AddError($"{option.Name} takes a whole number from {least} to {most}, and not '{result.Tokens.Single().Value}'.");
            return null;
        };
        return option;
    }
}
