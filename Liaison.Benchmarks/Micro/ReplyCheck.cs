using System.Text;
using Liaison.Companions;

namespace Liaison.Benchmarks.Micro;

/// <summary>Makes sure that what is measured works.</summary>
internal static class ReplyCheck
{
    public static async Task ExpectAsync(Companion companion, byte[] request, string expected)
    {
        var reply = Encoding.UTF8.GetString(await companion.ExecuteAsync(request));
        if (!reply.Contains(expected, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{Encoding.UTF8.GetString(request)} was answered with {reply}, which has no {expected}.");
        }
    }
}
