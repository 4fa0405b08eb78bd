using Engagement.Runtime.ReadSide;

namespace Engagement.Gateway.Campaigns;

/// <summary>A series split by variant, put together again.</summary>
internal static class ResultSeries
{
    public static IReadOnlyList<SeriesPoint> WithoutVariants(IReadOnlyList<SeriesPoint> series) =>
    [
        .. series.GroupBy(point => point.From).OrderBy(step => step.Key)
            .Select(step => new SeriesPoint(step.Key, null, step.Select(point => point.Counts).Aggregate(Add))),
    ];

    private static ResultCounts Add(ResultCounts one, ResultCounts other) => new()
    {
        Sent = one.Sent + other.Sent,
        Delivered = one.Delivered + other.Delivered,
        Shown = one.Shown + other.Shown,
        Clicked = one.Clicked + other.Clicked,
        Dismissed = one.Dismissed + other.Dismissed,
        Answered = one.Answered + other.Answered,
        Failed = one.Failed + other.Failed,
        Recalled = one.Recalled + other.Recalled,
        Converted = one.Converted + other.Converted,
        Value = one.Value + other.Value,
        Suppressed = one.Suppressed.Concat(other.Suppressed)
            .GroupBy(rule => rule.Key)
            .ToDictionary(rule => rule.Key, rule => rule.Sum(count => count.Value)),
    };
}
