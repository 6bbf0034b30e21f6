namespace Frames;

/// <summary>A picture.</summary>
/// <param name="Number">The number of the picture, from 0. Numbers are skipped if rendering was late.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Pixels">
/// Red, green, blue and alpha of each pixel, line by line. Bytes are attached to the JSON of a message, unchanged.
/// </param>
public sealed record Frame(int Number, int Width, int Height, ReadOnlyMemory<byte> Pixels);
