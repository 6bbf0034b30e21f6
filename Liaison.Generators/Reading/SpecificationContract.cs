using Liaison.Protocols;

namespace Liaison.Generators;

/// <summary>Creates the contract of a specification, like a hand-written interface.</summary>
internal static class SpecificationContract
{
    public static ContractModel Of(LibMediumSpecification specification, string ns, string fileName)
    {
        var contract = $"global::{ns}.I{specification.ClassName}";
        var types = new SpecificationTypes($"global::{ns}.");
        var errors = specification.Exceptions
            .Select(fault => new ErrorModel(fault.Code, $"new global::{ns}.{SpecificationTypes.Exception(fault)}(error.Message)"))
            .ToEquatable();
        return new ContractModel(
            contract,
            fileName,
            "",
            specification.Methods.Select(method => Method(method, contract, types) with { Errors = errors })
                .Concat(specification.Events.Select(declared => Topic(declared, contract, types)))
                .ToEquatable());
    }

    private static MemberModel Method(DeclaredMethod method, string contract, SpecificationTypes types)
    {
        var parameters = method.Parameters
            .Select(parameter => new ParameterModel(SpecificationNames.Camel(parameter.Name), types.Of(parameter.Type), ParameterRole.Bound))
            .Append(Token(SpecificationNames.Token(method)))
            .ToEquatable();
        var result = method.Result is null ? null : types.Of(method.Result);
        return new MemberModel(
            new MethodModel(contract, SpecificationNames.Pascal(method.Name) + "Async", parameters),
            MemberKind.Call,
            method.Name,
            $"global::System.Threading.Tasks.Task{(result is null ? "" : $"<{result}>")}")
        {
            ResultType = result,
        };
    }

    private static MemberModel Topic(DeclaredEvent declared, string contract, SpecificationTypes types)
    {
        var type = types.Of(declared);
        var method = new MethodModel(contract, SpecificationNames.Pascal(declared.Name), new[] { Token("cancellationToken") }.ToEquatable());
        return new MemberModel(method, MemberKind.Topic, declared.Name, $"global::System.Collections.Generic.IAsyncEnumerable<{type}>") { ResultType = type };
    }

    private static ParameterModel Token(string name) => new(name, "global::" + KnownTypes.Token, ParameterRole.Token) { Default = "default" };
}
