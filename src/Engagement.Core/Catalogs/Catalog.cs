using Engagement.Core.Campaigns;
using Engagement.Core.Targeting;
using Engagement.Core.Workspaces;
using NodaTime;

namespace Engagement.Core.Catalogs;

/// <summary>
/// An immutable snapshot of everything defined in a workspace, compiled: which campaigns an event starts, cancels or converts, and which
/// properties any of them reads. Safe for any number of threads; replaced whole by one reference swap.
/// </summary>
public sealed partial class Catalog
{
    /// <summary>Grows with every change of the workspace or any campaign.</summary>
    public long Version { get; }

    public WorkspaceSnapshot Workspace { get; }

    public WorkspaceSettings Settings => Workspace.Settings;

    /// <summary>The workspace's zone.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Every campaign, in whatever status, by id.</summary>
    public IReadOnlyDictionary<CampaignId, CompiledCampaign> Campaigns { get; }

    /// <summary>What of an event is worth parsing.</summary>
    public InterestSet Interest { get; }

    // Compile(version, workspace, campaigns), Empty(workspace), MatchTriggers, MatchExceptions, MatchGoals: see Catalog.Index.cs
}
