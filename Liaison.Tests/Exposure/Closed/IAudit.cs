namespace Liaison.Tests.Exposure.Closed;

/// <summary>An interface that nobody exposes.</summary>
internal interface IAudit
{
    string Log { get; }

    void Erase();
}
