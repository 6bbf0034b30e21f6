using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Companions.Binding;

/// <summary>Infers the type arguments of a generic method from the arguments of a call.</summary>
internal static class GenericInference
{
    // Limited: the process keeps every created type, so a peer must not be able to create ever deeper ones.
    private const int MaxNesting = 8;

    /// <summary>The method with its type arguments; null if they cannot be inferred, or violate a constraint.</summary>
    public static CallSignature? Close(ArgumentMap map, ReadOnlySpan<CallArgument> arguments)
    {
        var found = new Dictionary<Type, Type>();
        for (var i = 0; i < map.Signature.Parameters.Length; i++)
        {
            var parameter = map.Signature.Parameters[i];
            if (map.SourceOf(i) is >= 0 and var source)
            {
                Unify(parameter.Type, TypeOf(arguments[source]), found);
            }
            else if (parameter.Role == ParameterRole.Params)
            {
                for (var extra = map.TakenPositional; extra < arguments.Length && arguments[extra].Name is null; extra++)
                {
                    Unify(parameter.ElementType!, TypeOf(arguments[extra]), found);
                }
            }
        }

        return Close(map.Signature, found);
    }

    private static CallSignature? Close(CallSignature signature, Dictionary<Type, Type> found)
    {
        var parameters = signature.TypeParameters;
        if (!Array.TrueForAll(parameters, found.ContainsKey))
        {
            return null;
        }

        try
        {
            return signature.Close(Array.ConvertAll(parameters, parameter => found[parameter]));
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static void Unify(Type parameter, Type? argument, Dictionary<Type, Type> found)
    {
        if (argument is null || !parameter.ContainsGenericParameters)
        {
            return;
        }

        if (parameter.IsGenericParameter)
        {
            found[parameter] = found.TryGetValue(parameter, out var before) ? Common(before, argument) : argument;
        }
        else if (parameter.IsArray)
        {
            Unify(parameter.GetElementType()!, ElementOf(argument), found);
        }
        else if (Nullable.GetUnderlyingType(parameter) is { } underlying)
        {
            Unify(underlying, argument, found);
        }
        else if (Matching(parameter.GetGenericTypeDefinition(), argument) is { } matching)
        {
            var (wanted, given) = (parameter.GetGenericArguments(), matching.GetGenericArguments());
            for (var i = 0; i < wanted.Length; i++)
            {
                Unify(wanted[i], given[i], found);
            }
        }
    }

    // Two number types: the one that holds both. Two classes: the base class. Otherwise the first type stays, and the call does not fit.
    private static Type Common(Type left, Type right)
    {
        Type[] numbers = [typeof(int), typeof(long), typeof(double)];
        var (l, r) = (Array.IndexOf(numbers, left), Array.IndexOf(numbers, right));
        if (l >= 0 && r >= 0)
        {
            return numbers[Math.Max(l, r)];
        }

        return right.IsAssignableFrom(left) ? right : left;
    }

    private static Type? ElementOf(Type argument) =>
        argument.IsArray ? argument.GetElementType() : Matching(typeof(IEnumerable<>), argument)?.GetGenericArguments()[0];

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An interface that is a parameter's type is kept.")]
    private static Type? Matching(Type definition, Type argument)
    {
        for (var level = argument; level is not null; level = level.BaseType)
        {
            if (level.IsGenericType && level.GetGenericTypeDefinition() == definition)
            {
                return level;
            }
        }

        return argument.GetInterfaces().FirstOrDefault(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == definition);
    }

    private static Type? TypeOf(in CallArgument argument)
    {
        if (argument.IsReference)
        {
            return argument.Referred?.GetType();
        }

        using var scope = AttachmentScope.Read(argument.Json.Attachments);
        using var json = JsonDocument.Parse(argument.Json.Json, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        return TypeOf(json.RootElement, MaxNesting);
    }

    // The type that C# would give a literal. A reference inside an array is not resolved yet, so it has no type.
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "List needs no annotated type argument.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Where the code of this instantiation does not exist, the call fails and says so.")]
    private static Type? TypeOf(JsonElement json, int nesting) => json.ValueKind switch
    {
        JsonValueKind.String when nesting < MaxNesting && JsonMarshal.GetRawUtf8Value(json) is [_, (byte)'$' or (byte)'\\', ..] => null,
        JsonValueKind.String => typeof(string),
        JsonValueKind.True or JsonValueKind.False => typeof(bool),
        JsonValueKind.Number => json.TryGetInt32(out _) ? typeof(int) : json.TryGetInt64(out _) ? typeof(long) : typeof(double),
        JsonValueKind.Object when AttachmentScope.Reading is not null && IsAttachment(json) => typeof(byte[]),
        JsonValueKind.Object => typeof(Dictionary<string, object?>),
        JsonValueKind.Array => typeof(List<>).MakeGenericType(nesting > 0 ? ElementOf(json, nesting - 1) : typeof(object)),
        _ => null,
    };

    private static bool IsAttachment(JsonElement json)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(json));
        reader.Read();
        return AttachmentReference.TryRead(reader, out _);
    }

    private static Type ElementOf(JsonElement array, int nesting)
    {
        Type? common = null;
        foreach (var item in array.EnumerateArray())
        {
            var type = TypeOf(item, nesting) ?? typeof(object);
            common = common is null ? type : Common(common, type);
            if (common != type && !common.IsAssignableFrom(type) && Array.IndexOf([typeof(int), typeof(long)], type) < 0)
            {
                return typeof(object);
            }
        }

        return common ?? typeof(object);
    }
}
