namespace Liaison.Commands;

/// <summary>Where a parameter's value comes from.</summary>
internal enum ParameterRole
{
    /// <summary>One argument, by position or by name.</summary>
    Bound,

    /// <summary>All positional arguments that are left (<c>params</c>).</summary>
    Params,

    /// <summary>All arguments by name that are left (<see cref="KeywordsAttribute"/>).</summary>
    Keywords,

    /// <summary>All arguments that are left, unread (<see cref="Messages.CommandArguments"/>).</summary>
    Rest,

    /// <summary>The call's token.</summary>
    Token,

    /// <summary>The call's context.</summary>
    Context,

    /// <summary>What takes the call's reports (<see cref="IProgress{T}"/>).</summary>
    Progress,
}
