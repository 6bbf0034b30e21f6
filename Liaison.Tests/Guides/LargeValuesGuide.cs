using System.IO.Pipelines;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;

namespace Liaison.Tests.Guides;

/// <summary>The code of docs/guides/large-values.md: each region is one of its blocks, and the tests run them.</summary>
internal static class LargeValuesGuide
{
    public static Companion Create(string folder)
    {
        var companion = new Companion();
        companion.Commands.AddFrom(new Library(folder));
        return companion;
    }

    public static LiaisonHost Serve(Companion companion, ICommandTransport transport)
    {
        #region limits
        var options = new HostOptions
        {
            StreamWindowBytes = 128 * 1024,      // held for each stream, at most
            MaxOpenStreams = 16,                 // of each connection, in each direction
            MaxGatheredBytes = 32L << 20,        // of each connection, for values that are wanted as bytes
        };
        #endregion
        return new LiaisonHost(companion, options).Add(transport);
    }

    public static async Task<long> SendAsync(LiaisonClient client, string path, CancellationToken cancellationToken)
    {
        #region send
        await using var file = File.OpenRead(path);
        var length = await client.InvokeAsync<long>("store_film", ["holiday", file], cancellationToken);
        #endregion
        return length;
    }

    public static async Task FetchAsync(LiaisonClient client, string path, CancellationToken cancellationToken)
    {
        #region fetch
        await using var film = await client.InvokeAsync<Stream>("film", ["holiday"], cancellationToken);
        await using var file = File.Create(path);
        await film!.CopyToAsync(file, cancellationToken);
        #endregion
    }

    #region commands
    public sealed class Library(string folder)
    {
        [Command("store_film", Lane = Lane.Concurrent)]
        public async Task<long> StoreAsync(string name, Stream content, CancellationToken cancellationToken)
        {
            await using var file = File.Create(Path.Combine(folder, Path.GetFileName(name)));
            await content.CopyToAsync(file, cancellationToken);
            return file.Length;
        }

        [Command("film")]
        public Stream Open(string name) => File.OpenRead(Path.Combine(folder, Path.GetFileName(name)));

        [Command("lines", Lane = Lane.Concurrent)]
        public async Task<int> CountLinesAsync(PipeReader text, CancellationToken cancellationToken)
        {
            using var reader = new StreamReader(text.AsStream());
            var lines = 0;
            while (await reader.ReadLineAsync(cancellationToken) is not null)
            {
                lines++;
            }

            return lines;
        }

        [Command("poster")]
        public byte[] Poster(int size) => new byte[size];
    }
    #endregion
}
