using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>The types that the analyzers need, as symbols of one compilation. Thread-safe.</summary>
internal sealed class KnownSymbols
{
    private readonly INamedTypeSymbol _command;
    private readonly INamedTypeSymbol? _contract;
    private readonly INamedTypeSymbol? _topic;
    private readonly INamedTypeSymbol? _throws;
    private readonly INamedTypeSymbol? _keywords;
    private readonly INamedTypeSymbol? _commandContext;
    private readonly INamedTypeSymbol? _commandArguments;
    private readonly INamedTypeSymbol? _cancellationToken;
    private readonly INamedTypeSymbol? _progress;
    private readonly INamedTypeSymbol? _task;
    private readonly INamedTypeSymbol? _taskOf;
    private readonly INamedTypeSymbol? _valueTask;
    private readonly INamedTypeSymbol? _valueTaskOf;
    private readonly INamedTypeSymbol? _asyncEnumerable;
    private readonly INamedTypeSymbol? _exception;
    private readonly INamedTypeSymbol?[] _keywordTypes;

    private KnownSymbols(Compilation compilation, INamedTypeSymbol command)
    {
        Compilation = compilation;
        _command = command;
        _contract = Find("Liaison.Contracts.CommandContractAttribute");
        _topic = Find("Liaison.Contracts.TopicAttribute");
        _throws = Find("Liaison.Contracts.ThrowsAttribute");
        _keywords = Find("Liaison.Commands.KeywordsAttribute");
        _commandContext = Find("Liaison.Commands.CommandContext");
        _commandArguments = Find("Liaison.Messages.CommandArguments");
        _cancellationToken = Find("System.Threading.CancellationToken");
        _progress = Find("System.IProgress`1");
        _task = Find("System.Threading.Tasks.Task");
        _taskOf = Find("System.Threading.Tasks.Task`1");
        _valueTask = Find("System.Threading.Tasks.ValueTask");
        _valueTaskOf = Find("System.Threading.Tasks.ValueTask`1");
        _asyncEnumerable = Find("System.Collections.Generic.IAsyncEnumerable`1");
        _exception = Find("System.Exception");
        _keywordTypes =
        [
            Find("System.Collections.Generic.Dictionary`2"),
            Find("System.Collections.Generic.IDictionary`2"),
            Find("System.Collections.Generic.IReadOnlyDictionary`2"),
        ];
    }

    public Compilation Compilation { get; }

    /// <summary>Returns the types of a compilation, or null if it does not reference Liaison's commands.</summary>
    public static KnownSymbols? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Liaison.Commands.CommandAttribute") is { } command ? new KnownSymbols(compilation, command) : null;

    /// <summary>Returns the command attribute of a method, or null. An override inherits it from the overridden method.</summary>
    public AttributeData? CommandOf(IMethodSymbol method)
    {
        for (var each = method; each is not null; each = each.OverriddenMethod)
        {
            if (Find(each, _command) is { } attribute)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>Returns the command attribute of the method itself, or null.</summary>
    public AttributeData? OwnCommandOf(IMethodSymbol method) => Find(method, _command);

    /// <summary>Returns the contract attribute of a type, or null.</summary>
    public AttributeData? ContractOf(INamedTypeSymbol type) => type.TypeKind == TypeKind.Interface ? Find(type, _contract) : null;

    /// <summary>Returns the topic attribute of a member, or null.</summary>
    public AttributeData? TopicOf(ISymbol member) => Find(member, _topic);

    /// <summary>Returns the declared exceptions of a method.</summary>
    public IEnumerable<AttributeData> ThrowsOf(ISymbol method) =>
        method.GetAttributes().Where(attribute => _throws is not null && Same(attribute.AttributeClass, _throws));

    /// <summary>Whether the parameter has the keywords attribute.</summary>
    public bool IsMarkedKeywords(IParameterSymbol parameter) => Find(parameter, _keywords) is not null;

    /// <summary>Whether a parameter of the type can collect keywords.</summary>
    public bool CanCollectKeywords(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 2 } named
        && named.TypeArguments[0].SpecialType == SpecialType.System_String
        && _keywordTypes.Any(known => Same(named.OriginalDefinition, known));

    public bool IsCancellationToken(ITypeSymbol type) => Same(type, _cancellationToken);

    public bool IsCommandContext(ITypeSymbol type) => Same(type, _commandContext);

    /// <summary>Whether the library supplies the value of a parameter of the type, without an argument.</summary>
    public bool IsSupplied(ITypeSymbol type) => IsCancellationToken(type) || IsCommandContext(type) || Same(type, _commandArguments);

    /// <summary>Whether the type is exactly <c>IProgress&lt;T&gt;</c>.</summary>
    public bool IsProgress(ITypeSymbol type) => Same(type.OriginalDefinition, _progress);

    public bool IsException(ITypeSymbol type) => _exception is not null && DerivesFrom(type, _exception);

    /// <summary>Whether the type is one of the four tasks, or derives from one.</summary>
    public bool IsTask(ITypeSymbol type) =>
        Same(type.OriginalDefinition, _valueTask) || Same(type.OriginalDefinition, _valueTaskOf) || (_task is not null && DerivesFrom(type, _task));

    public bool IsAsyncEnumerable(ITypeSymbol type) => Same(type.OriginalDefinition, _asyncEnumerable);

    /// <summary>Whether a contract's method may return the type: exactly a task or a stream, no derived type.</summary>
    public bool IsAsynchronous(ITypeSymbol type) =>
        Same(type, _task) || Same(type.OriginalDefinition, _taskOf) || Same(type, _valueTask) || Same(type.OriginalDefinition, _valueTaskOf)
        || IsAsyncEnumerable(type);

    /// <summary>
    /// Returns the type of a method's awaited result, and whether it is one item of a stream. Null if there is no result.
    /// </summary>
    public (ITypeSymbol? Type, bool IsStream) ResultOf(ITypeSymbol returned)
    {
        if (returned.SpecialType == SpecialType.System_Void || Same(returned, _task) || Same(returned, _valueTask))
        {
            return (null, false);
        }

        var type = Awaited(returned) is { } awaited ? awaited.TypeArguments[0] : returned;
        return IsAsyncEnumerable(type) ? (((INamedTypeSymbol)type).TypeArguments[0], true) : (type, false);
    }

    /// <summary>Whether the type is the other type, or derives from it.</summary>
    public static bool DerivesFrom(ITypeSymbol type, INamedTypeSymbol ancestor)
    {
        for (ITypeSymbol? each = type; each is not null; each = each.BaseType)
        {
            if (Same(each.OriginalDefinition, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    // An own class that derives from a task is awaited too.
    private INamedTypeSymbol? Awaited(ITypeSymbol returned)
    {
        var each = returned as INamedTypeSymbol;
        while (each is not null && !Same(each.OriginalDefinition, _taskOf) && !Same(each.OriginalDefinition, _valueTaskOf))
        {
            each = each.BaseType;
        }

        return each;
    }

    private static bool Same(ISymbol? left, ISymbol? right) => right is not null && SymbolEqualityComparer.Default.Equals(left, right);

    private static AttributeData? Find(ISymbol symbol, INamedTypeSymbol? attribute) =>
        attribute is null ? null : symbol.GetAttributes().FirstOrDefault(each => Same(each.AttributeClass, attribute));

    private INamedTypeSymbol? Find(string name) => Compilation.GetTypeByMetadataName(name);
}
