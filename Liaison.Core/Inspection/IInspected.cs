namespace Liaison.Inspection;

/// <summary>A session that can be asked what it does.</summary>
internal interface IInspected
{
    /// <summary>What it does now. From any thread.</summary>
    SessionState Describe(SessionTap tap);
}
