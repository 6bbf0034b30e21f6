namespace Liaison.Commands;

/// <summary>Where a parameter's value comes from.</summary>
internal enum ParameterRole
{
    /// <summary>One argument, by position or by name.</summary>
    Bound,

    /// <summary>All remaining positional arguments (<c>params</c>).</summary>
    Params,

    /// <summary>All remaining named arguments (<see cref="KeywordsAttribute"/>).</summary>
    Keywords,

    /// <summary>All remaining arguments, unread (<see cref="Messages.CommandArguments"/>).</summary>
    Rest,

    /// <summary>The call's token.</summary>
    Token,

    /// <summary>The call's context.</summary>
    Context,

    /// <summary>Sends the call's progress reports (<see cref="IProgress{T}"/>).</summary>
    Progress,
}
