namespace Engagement.Core.Timing;

/// <summary>Whose clock a rule reads.</summary>
public enum ZoneChoice : byte
{
    /// <summary>The recipient's zone; the workspace's where the recipient's is not known.</summary>
    User,
    Workspace,
}
