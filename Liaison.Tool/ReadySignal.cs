using Liaison.Hosting;

namespace Liaison.Tool;

/// <summary>Reports to the front end when peers can connect, and when they cannot connect any more (WIRE, section 2).</summary>
internal sealed class ReadySignal(Endpoint endpoint, ReadyFormat format)
{
    // Opened for each write. With stdio it is standard error, because standard output belongs to the protocol.
    private Stream Stream => endpoint.OwnsStandardOutput ? Console.OpenStandardError() : Console.OpenStandardOutput();

    public void Started()
    {
        switch (format)
        {
            case ReadyFormat.Json:
                StandardStream.WriteLine(Stream, LifecycleMarkers.ReadyLine(endpoint.Name, endpoint.Url, endpoint.Token, endpoint.CreateLink?.Invoke()));
                break;
            case ReadyFormat.Link:
                StandardStream.WriteLine(Stream, endpoint.CreateLink!());
                break;
            default:
                StandardStream.Write(Stream, LifecycleMarkers.Started(endpoint.Transport.Address));
                break;
        }
    }

    /// <summary>JSON and a link have only one line, at the start. The end of the process is the second signal.</summary>
    public void Stopped()
    {
        if (format == ReadyFormat.Marker)
        {
            StandardStream.Write(Stream, LifecycleMarkers.Stopped(endpoint.Transport.Address));
        }
    }
}
