namespace Engagement.Protocol;

/// <summary>A campaign with its life cycle around its definition.</summary>
/// <param name="Version">Grows with every change; the entity tag.</param>
/// <param name="Status"><c>draft</c>, <c>live</c>, <c>paused</c> or <c>stopped</c>.</param>
/// <param name="LaunchedAt">Of the first launch.</param>
/// <param name="Definition">The document as it was put.</param>
public sealed record Campaign(
    string Id,
    long Version,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    RawJson Definition,
    DateTimeOffset? LaunchedAt = null);

/// <summary>A campaign as lists show it.</summary>
public sealed record CampaignSummary(
    string Id,
    string Name,
    long Version,
    string Status,
    IReadOnlyList<string> Tags,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? LaunchedAt = null);
