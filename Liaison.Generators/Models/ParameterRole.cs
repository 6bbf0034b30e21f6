namespace Liaison.Generators;

/// <summary>Where a parameter's value comes from: the roles that the library itself tells apart.</summary>
internal enum ParameterRole
{
    Bound,
    Params,
    Keywords,
    Rest,
    Token,
    Context,
    Progress,
}
