namespace Liaison.Inspection;

/// <summary>A session that can describe its activity.</summary>
internal interface IInspected
{
    /// <summary>The current activity. May be called from any thread.</summary>
    SessionState Describe(SessionTap tap);
}
