using System.Runtime.InteropServices;

namespace Frames;

/// <summary>A moving picture that is cheap to render: the sum of three waves, coloured from tables.</summary>
public static class Plasma
{
    /// <summary>The width and the height, in pixels.</summary>
    public const int Size = 512;

    /// <summary>The size of a picture, in bytes.</summary>
    public const int Bytes = Size * Size * 4;

    private const int Mask = Size - 1;

    private static readonly int[] Wave = [.. Enumerable.Range(0, Size).Select(i => (int)Math.Round(64 + (63 * Math.Sin(2 * Math.PI * i / Size))))];
    private static readonly uint[] Palette = [.. Enumerable.Range(0, 256).Select(Color)];

    /// <summary>Renders a picture.</summary>
    /// <param name="number">The number of the picture.</param>
    /// <param name="rgba">The buffer for the pixels, with a length of <see cref="Bytes"/>.</param>
    public static void Render(int number, Span<byte> rgba)
    {
        var pixels = MemoryMarshal.Cast<byte, uint>(rgba);
        for (var y = 0; y < Size; y++)
        {
            var line = pixels.Slice(y * Size, Size);
            var down = Wave[(y + (2 * number)) & Mask];
            for (var x = 0; x < line.Length; x++)
            {
                line[x] = Palette[(down + Wave[(x + number) & Mask] + Wave[(x + y + (3 * number)) & Mask]) & 255];
            }
        }
    }

    // In the order of the bytes: red, green, blue, alpha.
    private static uint Color(int level)
    {
        Span<byte> color = [Shade(level), Shade(level + 85), Shade(level + 170), 255];
        return MemoryMarshal.Read<uint>(color);
    }

    private static byte Shade(int level) => (byte)Math.Round(127.5 + (127.5 * Math.Sin(2 * Math.PI * level / 256)));
}
