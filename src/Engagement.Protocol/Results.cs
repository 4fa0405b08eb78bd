using System.Text.Json.Serialization;

namespace Engagement.Protocol;

/// <summary>What a campaign came to. Plain numbers; a receipt counts once, and once per delivery and kind.</summary>
/// <param name="Series">By time step, and by variant when asked; oldest first; empty unless asked for.</param>
public sealed record CampaignResults(
    string Campaign, ResultCounts Totals, IReadOnlyList<ResultCounts> Variants, IReadOnlyList<ResultCounts> Series);

/// <param name="Failed">Told by a device that it could not show the message.</param>
/// <param name="Recalled">Taken back before it was seen, or expired.</param>
/// <param name="Value">What the goal's value property added up to.</param>
/// <param name="Suppressed">How often each rule dropped the message.</param>
public sealed record ResultCounts(
    long Sent,
    long Delivered,
    long Shown,
    long Clicked,
    long Dismissed,
    long Answered,
    long Failed,
    long Recalled,
    long Converted,
    double Value,
    IReadOnlyDictionary<string, long> Suppressed)
{
    /// <summary>Of which variant, in <see cref="CampaignResults.Variants"/>.</summary>
    [JsonPropertyOrder(-1)]
    public string? Id { get; init; }

    /// <summary>Start of the step, in <see cref="CampaignResults.Series"/>.</summary>
    [JsonPropertyOrder(-1)]
    public DateTimeOffset? From { get; init; }

    /// <summary>Of which variant, in a series split by variant.</summary>
    [JsonPropertyOrder(-1)]
    public string? Variant { get; init; }
}
