namespace Engagement.Core.Campaigns;

/// <summary>One campaign as its own actor keeps it. Immutable.</summary>
/// <param name="Version">Of the last accepted change. It outlives a deletion, so that a campaign put again is newer than the one deleted.</param>
/// <param name="FactCount">Facts emitted so far; the next one gets this plus one.</param>
public abstract record CampaignState(CampaignId Id, long Version, long FactCount)
{
    /// <summary>Never put, or deleted.</summary>
    public sealed record None(CampaignId Id, long Version, long FactCount) : CampaignState(Id, Version, FactCount);

    public sealed record Defined(CampaignSnapshot Snapshot, long FactCount) : CampaignState(Snapshot.Id, Snapshot.Version, FactCount);

    public static CampaignState Blank(CampaignId id) => new None(id, 0, 0);
}
