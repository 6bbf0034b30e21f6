namespace Liaison.Generators;

/// <summary>The source of a parameter's value. These are the roles that the library itself distinguishes.</summary>
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
