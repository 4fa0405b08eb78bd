using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Engagement.Gateway.Operation.Metrics;

internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>
/// One instrument with a series per label set. Beyond a number of label sets the rest go to one that says so, as OpenTelemetry does, so that
/// a label that grows without end does not.
/// </summary>
internal sealed class Metric
{
    /// <summary>In seconds, as the semantic conventions advise; for instruments that advise none of their own.</summary>
    private static readonly double[] UsualBounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private static readonly LabelSet Overflow = new([KeyValuePair.Create<string, object?>("otel.metric.overflow", "true")]);

    private readonly ConcurrentDictionary<LabelSet, Series> _series = new(new LabelSet.Comparer());
    private readonly ConcurrentDictionary<LabelSet, Series>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _byTags;
    private readonly Func<Series> _newSeries;
    private readonly int _mostSeries;

    private Metric(string name, string? help, MetricKind kind, double[] bounds, Func<Series> newSeries, int mostSeries)
    {
        Name = name;
        Help = help;
        Kind = kind;
        Bounds = bounds;
        _newSeries = newSeries;
        _mostSeries = mostSeries;
        _byTags = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    /// <summary>As Prometheus names it.</summary>
    public string Name { get; }

    public string? Help { get; }

    public MetricKind Kind { get; }

    public double[] Bounds { get; }

    public IEnumerable<KeyValuePair<LabelSet, Series>> Series => _series;

    public static Metric Of(Instrument instrument, int mostSeries)
    {
        var type = instrument.GetType();
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var kind = definition == typeof(Histogram<>) ? MetricKind.Histogram
            : definition == typeof(Counter<>) || definition == typeof(ObservableCounter<>) ? MetricKind.Counter
            : MetricKind.Gauge;
        var bounds = kind == MetricKind.Histogram ? BoundsOf(instrument) : [];
        Func<Series> newSeries = kind == MetricKind.Histogram ? () => new Series.Histogram(bounds)
            : definition == typeof(Counter<>) || definition == typeof(UpDownCounter<>) ? () => new Series.Sum()
            : () => new Series.Last();
        return new Metric(MetricNames.Of(instrument, kind), instrument.Description, kind, bounds, newSeries, mostSeries);
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_byTags.TryGetValue(tags, out var series))
        {
            var labels = _series.Count < _mostSeries ? new LabelSet(tags.ToArray()) : Overflow;
            series = _series.GetOrAdd(labels, static (_, make) => make(), _newSeries);
        }

        series.Record(value);
    }

    private static double[] BoundsOf(Instrument instrument)
    {
        IReadOnlyList<double>? advised = instrument switch
        {
            Histogram<double> doubles => doubles.Advice?.HistogramBucketBoundaries,
            Histogram<long> longs => longs.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound).ToArray(),
            Histogram<int> ints => ints.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound).ToArray(),
            _ => null,
        };
        return advised is null ? UsualBounds : [.. advised];
    }
}
