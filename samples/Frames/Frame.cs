namespace Frames;

/// <summary>A picture.</summary>
/// <param name="Number">Which one it is, from 0 since somebody watches. Numbers are left out where rendering was late.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Pixels">Red, green, blue and alpha of each pixel, line by line. Bytes go beside the JSON of a message, as they are.</param>
public sealed record Frame(int Number, int Width, int Height, ReadOnlyMemory<byte> Pixels);
