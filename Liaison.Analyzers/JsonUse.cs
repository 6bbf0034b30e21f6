namespace Liaison.Analyzers;

/// <summary>What has to be done with the values of a type.</summary>
[Flags]
internal enum JsonUse
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read from a message.</summary>
    Read = 1,

    /// <summary>Written into a message, so that it says what the value is.</summary>
    Write = 2,

    /// <summary>Read by programs of the contract, and written by them.</summary>
    Both = Read | Write,

    /// <summary>A caller may give a reference to an object instead of its JSON.</summary>
    Refer = 4,
}
