namespace Liaison.Analyzers;

/// <summary>How the values of a type are used.</summary>
[Flags]
internal enum JsonUse
{
    /// <summary>Not used.</summary>
    None = 0,

    /// <summary>Read from a message.</summary>
    Read = 1,

    /// <summary>Written into a message, so that the message contains the value.</summary>
    Write = 2,

    /// <summary>Read and written by both ends of a contract.</summary>
    Both = Read | Write,

    /// <summary>A caller may pass a reference to an object instead of its JSON.</summary>
    Refer = 4,
}
