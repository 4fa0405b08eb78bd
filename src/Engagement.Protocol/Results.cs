namespace Engagement.Protocol;

/// <summary>What a campaign came to. Plain numbers; a receipt counts once, and once per delivery and kind.</summary>
/// <param name="Series">By time step, and by variant when asked; oldest first; empty unless asked for.</param>
public sealed record CampaignResults(
    string Campaign, ResultCounts Totals, IReadOnlyList<VariantResults> Variants, IReadOnlyList<SeriesPoint> Series);

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
    IReadOnlyDictionary<string, long> Suppressed);

/// <summary>One variant, with the same counts as the totals.</summary>
public sealed record VariantResults(
    string Id,
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
    public static VariantResults Of(string id, ResultCounts counts) => new(
        id,
        counts.Sent,
        counts.Delivered,
        counts.Shown,
        counts.Clicked,
        counts.Dismissed,
        counts.Answered,
        counts.Failed,
        counts.Recalled,
        counts.Converted,
        counts.Value,
        counts.Suppressed);
}

/// <param name="From">Start of the step.</param>
/// <param name="Variant">Absent unless split by variant.</param>
public sealed record SeriesPoint(DateTimeOffset From, ResultCounts Counts, string? Variant = null);
