using System.ComponentModel;
using System.Globalization;
using Liaison.Client;
using Liaison.Messages;

namespace TTest;

/// <summary>The front end in .NET. It calls scipy through liaison-py.</summary>
internal static class Frontend
{
    private const string Missing = """
        Nothing is asked, since liaison-py is not here. Get it from where PsychoPy's liaison is published, and what it needs, on Debian:

            apt install python3-scipy python3-websockets python3-jsonschema

        Then say which folder its package `liaison` is in, here or in LIAISON_PY:

            dotnet run --project samples/TTest -- <folder>

        LIAISON_PYTHON is the Python to run it with, where that is not python3.
        """;

    internal static readonly double[] A = [0.5982758, 0.67019733, 0.68617796, 0.28764011];
    internal static readonly double[] B = [0.41138649, 1.67023998, 1.0420896, 1.49671732];

    /// <summary>Starts liaison-py, calls the t-test, prints the result, and ends liaison-py.</summary>
    /// <param name="folder">
    /// The folder that contains the package <c>liaison</c>. If it is null or empty, the way to get the package is printed.
    /// </param>
    public static async Task<int> RunAsync(string? folder)
    {
        if (string.IsNullOrEmpty(folder))
        {
            Console.WriteLine(Missing);
            return 0;
        }

        try
        {
            var (statistic, pValue) = await AskAsync(folder);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"t = {statistic}, p = {pValue}"));
            return 0;
        }
        catch (Exception problem) when (problem is IOException or Win32Exception or LiaisonException)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }

    private static async Task<(double Statistic, double PValue)> AskAsync(string folder)
    {
        await using var backend = await LiaisonPy.StartAsync(folder);

        // liaison-py reads only text. It would treat the first message as an error if that were binary.
        await using var client = await LiaisonClient.ConnectAsync($"ws://{backend.Address}", new ClientOptions { Attachments = false });

        // scipy returns a tuple, which is an array in JSON.
        var keywords = new Dictionary<string, object?> { ["equal_var"] = false };
        return await client.RunAsync<(double, double)>("scipy.stats:ttest_ind", [A, B], keywords);
    }
}
