using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Liaison.Values;

namespace Liaison.Descriptions;

/// <summary>Describes types in their form on the wire, as the serializer's options define it, and collects the named ones.</summary>
/// <param name="options">How values are read and written.</param>
/// <param name="summaries">The texts for types and their members.</param>
internal sealed class ModelCollector(JsonSerializerOptions options, Func<MemberInfo, string?> summaries)
{
    private readonly Dictionary<Type, string> _names = [];
    private readonly Dictionary<string, ModelDescription> _models = new(StringComparer.Ordinal);

    /// <summary>The collected models, ordered by name.</summary>
    public IReadOnlyList<ModelDescription> Models => [.. _models.Values.OrderBy(model => model.Name, StringComparer.Ordinal)];

    /// <summary>Describes a type. A type that the serializer does not know is described as any value.</summary>
    public ValueDescription Describe(Type type, Nullability nullability)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var described = ScalarTypes.KindOf(plain) is { } kind ? new ValueDescription(kind) : DescribeParts(plain, nullability);
        return described with { IsNullable = plain != type || (!plain.IsValueType && nullability.IsNullable) };
    }

    private ValueDescription DescribeParts(Type type, Nullability nullability)
    {
        if (_names.TryGetValue(type, out var known))
        {
            return new ValueDescription(ValueKind.Model) { Model = known };
        }

        if (InfoOf(type) is not { } info)
        {
            return new ValueDescription(ValueKind.Any);
        }

        return info switch
        {
            { Converter: TupleConverter } => new ValueDescription(ValueKind.Tuple) { Items = [.. TupleType.ItemsOf(type).Select((item, index) => Describe(item, nullability.Part(index)))] },
            { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } => new ValueDescription(ValueKind.Array) { Items = [Describe(element, nullability.Last)] },
            { Kind: JsonTypeInfoKind.Dictionary, KeyType: { } key, ElementType: { } element } =>
                new ValueDescription(ValueKind.Dictionary) { Items = [Describe(key, Nullability.Unknown), Describe(element, nullability.Last)] },
            { Kind: JsonTypeInfoKind.Object } => Model(type, name => Record(name, info)),
            _ when type.IsEnum => Model(type, name => EnumerationModel.Of(type, info, name, summaries)),
            _ => new ValueDescription(ValueKind.Any),
        };
    }

    private ValueDescription Model(Type type, Func<string, ModelDescription> describe)
    {
        var name = ModelName.Fresh(type, _models.ContainsKey);
        _names.Add(type, name);

        // Added before the members are described, since a member may have this type itself.
        _models.Add(name, new ModelDescription(name, ModelKind.Record));
        _models[name] = describe(name);
        return new ValueDescription(ValueKind.Model) { Model = name };
    }

    private ModelDescription Record(string name, JsonTypeInfo info)
    {
        var model = new ModelDescription(name, ModelKind.Record)
        {
            Summary = summaries(info.Type),
            Members = [.. info.Properties.Where(property => property.Get is not null || property.Set is not null).Select(Member)],
        };
        return info.PolymorphismOptions is { DerivedTypes.Count: > 0 } polymorphism
            ? model with { Kind = ModelKind.Union, Discriminator = polymorphism.TypeDiscriminatorPropertyName, Cases = [.. polymorphism.DerivedTypes.Select(Case).OfType<UnionCase>()] }
            : model;
    }

    private UnionCase? Case(JsonDerivedType derived) => derived.TypeDiscriminator switch
    {
        string text => new UnionCase(JsonText.Quote(text), CaseModel(derived.DerivedType)),
        int number => new UnionCase(number.ToString(System.Globalization.CultureInfo.InvariantCulture), CaseModel(derived.DerivedType)),
        _ => null,
    };

    private string CaseModel(Type type) => Describe(type, Nullability.Unknown).Model ?? "";

    private MemberDescription Member(JsonPropertyInfo property)
    {
        var source = property.AttributeProvider as MemberInfo;
        var nullability = Nullability.Of(source as PropertyInfo);
        var type = Describe(property.PropertyType, nullability);
        if (!property.PropertyType.IsValueType && source is not PropertyInfo)
        {
            type = type with { IsNullable = property.IsGetNullable || property.IsSetNullable };
        }

        return new MemberDescription(property.Name, type)
        {
            IsOptional = !property.IsRequired && (property.AssociatedParameter is { } parameter ? parameter.HasDefaultValue : type.IsNullable),
            Summary = source is null ? null : summaries(source),
        };
    }

    private JsonTypeInfo? InfoOf(Type type)
    {
        try
        {
            return options.GetTypeInfo(type);
        }
        catch (Exception failure) when (failure is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            // A type that the serializer does not know cannot be sent as this type.
            return null;
        }
    }
}
