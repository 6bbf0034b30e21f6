using System.Buffers;
using System.Text;
using Liaison.Messages;

using var writer = new FrameWriter();
writer.Write("pong"u8);
writer.EndFrame(FrameKind.Text);
Console.WriteLine(Encoding.UTF8.GetString(writer.Frames.Span[0].Bytes.Span));
