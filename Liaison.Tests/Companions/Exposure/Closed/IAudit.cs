namespace Liaison.Tests.Companions.Exposure.Closed;

/// <summary>An interface that nobody exposes.</summary>
internal interface IAudit
{
    string Log { get; }

    void Erase();
}
