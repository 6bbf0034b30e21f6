using System.Buffers;
using Microsoft.Extensions.Logging;

namespace Liaison.Inspection;

/// <summary>Writes received and sent messages to a stream. Thread-safe. A failed write ends only the recording.</summary>
internal sealed class RecordingWriter(Stream stream, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _line = new();
    private DateTimeOffset? _started;
    private bool _failed;

    public void Write(TrafficRecord record)
    {
        lock (_gate)
        {
            if (_failed)
            {
                return;
            }

            _line.ResetWrittenCount();
            if (_started is null)
            {
                _started = record.Time;
                RecordingLine.WriteHead(_line, record.Time);
            }

            RecordingLine.Write(_line, record, _started.Value);
            try
            {
                stream.Write(_line.WrittenSpan);
                stream.Flush();
            }
            catch (Exception failure)
            {
                _failed = true;
                InspectionLog.RecordingFailed(logger, failure);
            }
        }
    }
}
