using Engagement.Runtime.ReadSide;
using NodaTime;

namespace Engagement.ReadModels.Reading;

/// <summary>Rows of counts by hour and variant, added up in each of the ways an answer needs.</summary>
internal sealed class ResultSums
{
    /// <summary>The variant of those who got nothing, to be measured against: what they did is no result of the campaign's messages.</summary>
    private const string Control = "control";

    private readonly List<CountsRow> _counts = [];
    private readonly List<SuppressedRow> _suppressed = [];

    public void Add(CountsRow row) => _counts.Add(row);

    public void Add(SuppressedRow row) => _suppressed.Add(row);

    public ResultCounts Total() => Sum(_counts.Where(row => row.Variant != Control), _suppressed);

    /// <summary>In order of variant id; what was suppressed before a variant was chosen is in none of them.</summary>
    public List<VariantResults> ByVariant() =>
    [
        .. Variants().Where(variant => variant.Length > 0).Order(StringComparer.Ordinal).Select(variant => new VariantResults(
            variant,
            Sum(_counts.Where(row => row.Variant == variant), _suppressed.Where(row => row.Variant == variant)))),
    ];

    /// <summary>Oldest first; steps in which nothing happened are left out.</summary>
    public List<SeriesPoint> Series(bool byVariant)
    {
        var counts = _counts.Where(row => byVariant || row.Variant != Control).ToLookup(row => Point(row.Hour, row.Variant, byVariant));
        var suppressed = _suppressed.ToLookup(row => Point(row.Hour, row.Variant, byVariant));
        return
        [
            .. counts.Select(group => group.Key).Union(suppressed.Select(group => group.Key))
                .OrderBy(point => point.Hour).ThenBy(point => point.Variant, StringComparer.Ordinal)
                .Select(point => new SeriesPoint(
                    Instant.FromUnixTimeMilliseconds(point.Hour * Hours.Milliseconds), point.Variant, Sum(counts[point], suppressed[point]))),
        ];
    }

    private static (long Hour, string? Variant) Point(long hour, string variant, bool byVariant) => (hour, byVariant ? variant : null);

    private IEnumerable<string> Variants() => _counts.Select(row => row.Variant).Union(_suppressed.Select(row => row.Variant));

    private static ResultCounts Sum(IEnumerable<CountsRow> counts, IEnumerable<SuppressedRow> suppressed) => counts.Aggregate(
        new ResultCounts { Suppressed = suppressed.GroupBy(row => row.Rule).ToDictionary(rule => rule.Key, rule => rule.Sum(row => row.Count)) },
        (sum, row) => sum with
        {
            Sent = sum.Sent + row.Sent,
            Delivered = sum.Delivered + row.Delivered,
            Shown = sum.Shown + row.Shown,
            Clicked = sum.Clicked + row.Clicked,
            Dismissed = sum.Dismissed + row.Dismissed,
            Answered = sum.Answered + row.Answered,
            Failed = sum.Failed + row.Failed,
            Recalled = sum.Recalled + row.Recalled,
            Converted = sum.Converted + row.Converted,
            Value = sum.Value + row.Value,
        });
}
