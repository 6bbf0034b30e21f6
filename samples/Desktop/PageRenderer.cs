namespace Desktop;

/// <summary>Work that takes a while: it counts the points of a page that belong to the Mandelbrot set.</summary>
public static class PageRenderer
{
    private const int Size = 480;
    private const int Steps = 250;

    /// <summary>Renders a page. It checks the token after each line, and uses nothing that belongs to a thread.</summary>
    public static void Render(int page, CancellationToken cancellationToken)
    {
        var inside = 0;
        for (var y = 0; y < Size; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var x = 0; x < Size; x++)
            {
                inside += Belongs(((3.0 * x) / Size) - 2, ((2.0 * y) / Size) - 1 + (page * 1e-3)) ? 1 : 0;
            }
        }

        GC.KeepAlive(inside);
    }

    private static bool Belongs(double cx, double cy)
    {
        var (x, y) = (0.0, 0.0);
        for (var step = 0; step < Steps; step++)
        {
            (x, y) = ((x * x) - (y * y) + cx, (2 * x * y) + cy);
            if ((x * x) + (y * y) > 4)
            {
                return false;
            }
        }

        return true;
    }
}
