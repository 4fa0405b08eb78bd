namespace Engagement.Core.Workspaces;

/// <summary>One workspace as its own actor keeps it. Immutable.</summary>
public abstract record WorkspaceState(WorkspaceId Id)
{
    /// <summary>Never created.</summary>
    public sealed record None(WorkspaceId Id) : WorkspaceState(Id);

    public sealed record Existing(WorkspaceSnapshot Snapshot) : WorkspaceState(Snapshot.Id);

    public static WorkspaceState Blank(WorkspaceId id) => new None(id);
}
