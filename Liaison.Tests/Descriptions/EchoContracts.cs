using Liaison.Contracts;
namespace Liaison.Tests.Descriptions;

/// <summary>Contracts which between them hold every type that a description knows.</summary>
public static class EchoContracts
{
    [CommandContract("booleans.")]
    public interface IBooleans : IEcho<bool>;

    [CommandContract("int8s.")]
    public interface IInt8s : IEcho<sbyte>;

    [CommandContract("uInt8s.")]
    public interface IUInt8s : IEcho<byte>;

    [CommandContract("int16s.")]
    public interface IInt16s : IEcho<short>;

    [CommandContract("uInt16s.")]
    public interface IUInt16s : IEcho<ushort>;

    [CommandContract("int32s.")]
    public interface IInt32s : IEcho<int>;

    [CommandContract("uInt32s.")]
    public interface IUInt32s : IEcho<uint>;

    [CommandContract("int64s.")]
    public interface IInt64s : IEcho<long>;

    [CommandContract("uInt64s.")]
    public interface IUInt64s : IEcho<ulong>;

    [CommandContract("int128s.")]
    public interface IInt128s : IEcho<Int128>;

    [CommandContract("uInt128s.")]
    public interface IUInt128s : IEcho<UInt128>;

    [CommandContract("bigIntegers.")]
    public interface IBigIntegers : IEcho<System.Numerics.BigInteger>;

    [CommandContract("halves.")]
    public interface IHalves : IEcho<Half>;

    [CommandContract("singles.")]
    public interface ISingles : IEcho<float>;

    [CommandContract("doubles.")]
    public interface IDoubles : IEcho<double>;

    [CommandContract("decimals.")]
    public interface IDecimals : IEcho<decimal>;

    [CommandContract("texts.")]
    public interface ITexts : IEcho<string>;

    [CommandContract("characters.")]
    public interface ICharacters : IEcho<char>;

    [CommandContract("bytes.")]
    public interface IBytes : IEcho<byte[]>;

    [CommandContract("guids.")]
    public interface IGuids : IEcho<Guid>;

    [CommandContract("addresses.")]
    public interface IAddresses : IEcho<Uri>;

    [CommandContract("versions.")]
    public interface IVersions : IEcho<Version>;

    [CommandContract("dateTimes.")]
    public interface IDateTimes : IEcho<DateTime>;

    [CommandContract("dateTimeOffsets.")]
    public interface IDateTimeOffsets : IEcho<DateTimeOffset>;

    [CommandContract("dates.")]
    public interface IDates : IEcho<DateOnly>;

    [CommandContract("times.")]
    public interface ITimes : IEcho<TimeOnly>;

    [CommandContract("durations.")]
    public interface IDurations : IEcho<TimeSpan>;

    [CommandContract("anythings.")]
    public interface IAnythings : IEcho<object>;

    [CommandContract("grades.")]
    public interface IGrades : IEcho<Values.Grade>;

    [CommandContract("rightsOfUsers.")]
    public interface IRightsOfUsers : IEcho<Values.Rights>;

    [CommandContract("tones.")]
    public interface ITones : IEcho<Values.Tone>;

    [CommandContract("shapes.")]
    public interface IShapes : IEcho<Values.Shape>;

    [CommandContract("pairs.")]
    public interface IPairs : IEcho<(int, string?)>;

    [CommandContract("students.")]
    public interface IStudents : IEcho<Values.Student>;

    [CommandContract("pages.")]
    public interface IPages : IEcho<Values.Page<Values.Student>>;

    [CommandContract("numbers.")]
    public interface INumbers : IEcho<int?>;
}
