namespace Liaison.Messages;

/// <summary>A type whose values <see cref="CommandResult"/> holds without boxing.</summary>
internal sealed class ScalarKind
{
    private readonly Func<long, object> _box;

    private ScalarKind(Func<long, object> box) => _box = box;

    public static ScalarKind Int32 { get; } = new(static bits => (int)bits);

    public static ScalarKind Int64 { get; } = new(static bits => bits);

    public static ScalarKind Double { get; } = new(static bits => BitConverter.Int64BitsToDouble(bits));

    public static ScalarKind Boolean { get; } = new(static bits => bits != 0);

    /// <summary>The value as an object.</summary>
    public object Box(long bits) => _box(bits);
}
