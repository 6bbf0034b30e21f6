using System.Globalization;
using Liaison.Client;

namespace TTest;

/// <summary>The front end in .NET: it asks scipy, which liaison-py serves.</summary>
internal static class Frontend
{
    private const string Missing = """
        Nothing is asked, since liaison-py is not here. Get it from where PsychoPy's liaison is published, and what it needs, on Debian:

            apt install python3-scipy python3-websockets python3-jsonschema

        Then say which folder its package `liaison` is in, here or in LIAISON_PY:

            dotnet run --project samples/TTest -- <folder>

        LIAISON_PYTHON is the Python to run it with, where that is not python3.
        """;

    private static readonly double[] A = [0.5982758, 0.67019733, 0.68617796, 0.28764011];
    private static readonly double[] B = [0.41138649, 1.67023998, 1.0420896, 1.49671732];

    /// <summary>Starts liaison-py, asks it for the t-test, prints the result, and ends it.</summary>
    /// <param name="folder">The folder that the package <c>liaison</c> is in; null or empty prints how to get it.</param>
    public static async Task<int> RunAsync(string? folder)
    {
        if (string.IsNullOrEmpty(folder))
        {
            Console.WriteLine(Missing);
            return 0;
        }

        await using var backend = await LiaisonPy.StartAsync(folder);

        // liaison-py reads text alone, and takes the default, a binary message, for a mistake.
        await using var client = await LiaisonClient.ConnectAsync($"ws://{backend.Address}", new ClientOptions { Attachments = false });

        // What scipy gives is a tuple, which JSON has as an array: the statistic and the p value.
        var keywords = new Dictionary<string, object?> { ["equal_var"] = false };
        var result = await client.RunAsync<double[]>("scipy.stats:ttest_ind", [A, B], keywords);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"t = {result![0]}, p = {result[1]}"));
        return 0;
    }
}
