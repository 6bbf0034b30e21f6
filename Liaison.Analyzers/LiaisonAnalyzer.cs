using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Liaison.Analyzers;

/// <summary>Finds mistakes in commands and contracts at compile time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LiaisonAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Rules.NotCallable, Rules.SameName, Rules.NoCommand, Rules.NoJson, Rules.NeverFound, Rules.NoToken, Rules.BadThrows,
        Rules.TopicAstray, Rules.HiddenContract, Rules.AsyncVoid, Rules.NoKeywords,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // The user cannot fix generated code.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownSymbols.Of(start.Compilation) is { } known)
            {
                var types = new JsonTypes(known);
                start.RegisterSymbolAction(each => CheckMethod((IMethodSymbol)each.Symbol, known, types, new Findings(each.ReportDiagnostic)), SymbolKind.Method);
                start.RegisterSymbolAction(each => CheckType((INamedTypeSymbol)each.Symbol, known, types, each.ReportDiagnostic), SymbolKind.NamedType);
                start.RegisterOperationAction(
                    each => VisibilityCheck.Check(((ILocalFunctionOperation)each.Operation).Symbol, known, new Findings(each.ReportDiagnostic)),
                    OperationKind.LocalFunction);
            }
        });
    }

    private static void CheckMethod(IMethodSymbol method, KnownSymbols known, JsonTypes types, Findings findings)
    {
        // The members of a contract are checked with the contract, and a partial method is checked once.
        if (known.ContractOf(method.ContainingType) is not null || method.PartialDefinitionPart is not null)
        {
            return;
        }

        MarkCheck.CheckTopic(method, known, findings);
        if (method.ContainingType.TypeKind != TypeKind.Interface)
        {
            new ThrowsCheck(known).Check(method, findings);
        }

        if (known.CommandOf(method) is null)
        {
            return;
        }

        VisibilityCheck.Check(method, known, findings);
        CallableCheck.Check(method, findings);
        ValueCheck.CheckCommand(method, known, types, findings);
        StreamCheck.Check(method, known, findings);
        MarkCheck.CheckAsyncVoid(method, findings);
        MarkCheck.CheckKeywords(method, known, findings);
    }

    private static void CheckType(INamedTypeSymbol type, KnownSymbols known, JsonTypes types, Action<Diagnostic> report)
    {
        var findings = new Findings(report);
        if (known.ContractOf(type) is { } contract)
        {
            ContractCheck.CheckReach(type, findings);
            NameCheck.CheckContract(type, contract, known, findings);
            CheckMembers(type, known, types, report);
        }
        else if (type.TypeKind is TypeKind.Class or TypeKind.Interface)
        {
            NameCheck.CheckType(type, known, findings);
        }
    }

    // Problems of members from another contract are reported there. Problems of other inherited members are reported at this contract.
    private static void CheckMembers(INamedTypeSymbol contract, KnownSymbols known, JsonTypes types, Action<Diagnostic> report)
    {
        var throws = new ThrowsCheck(known);
        foreach (var type in contract.AllInterfaces.Concat([contract]))
        {
            var isOwn = SymbolEqualityComparer.Default.Equals(type, contract);
            var findings = isOwn || known.ContractOf(type) is null ? new Findings(report, isOwn ? null : contract.Locations.FirstOrDefault()) : null;
            foreach (var member in ContractCheck.MembersOf(type))
            {
                if (findings is not null)
                {
                    CheckMember(member, known, types, findings);
                }

                if (member is IMethodSymbol method)
                {
                    throws.Check(method, findings);
                }
            }
        }
    }

    private static void CheckMember(ISymbol member, KnownSymbols known, JsonTypes types, Findings findings)
    {
        ContractCheck.CheckMember(member, known, findings);
        if (member is not IMethodSymbol { IsStatic: false } method)
        {
            return;
        }

        if (!method.IsGenericMethod)
        {
            CallableCheck.Check(method, findings);
        }

        ValueCheck.CheckMember(method, known, types, findings);
        MarkCheck.CheckKeywords(method, known, findings);
        if (known.TopicOf(method) is null)
        {
            StreamCheck.Check(method, known, findings);
        }
    }
}
