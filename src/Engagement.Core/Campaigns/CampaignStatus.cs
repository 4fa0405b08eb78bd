using NodaTime;

namespace Engagement.Core.Campaigns;

public enum CampaignStatus : byte
{
    Draft,
    Live,
    Paused,
    Stopped,
}

/// <summary>A campaign as everybody but its own actor sees it: what the catalog is compiled from.</summary>
/// <param name="Version">Grows by one with every accepted change.</param>
/// <param name="Document">The JSON text as it was put.</param>
/// <param name="LaunchedAt">Of the first launch; events dated before it start nothing. Null while never launched.</param>
public sealed record CampaignSnapshot(
    CampaignId Id,
    long Version,
    CampaignStatus Status,
    string Document,
    CampaignDefinition Definition,
    Instant CreatedAt,
    Instant UpdatedAt,
    Instant? LaunchedAt);
