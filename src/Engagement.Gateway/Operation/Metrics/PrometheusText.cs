using System.Globalization;
using System.Text;

namespace Engagement.Gateway.Operation.Metrics;

/// <summary>Metrics in the Prometheus text exposition format 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics)
        {
            Write(text, metric);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Metric metric)
    {
        var help = string.IsNullOrWhiteSpace(metric.Help) ? metric.Name.Replace('_', ' ') : metric.Help;
        text.Append("# HELP ").Append(metric.Name).Append(' ').Append(EscapeHelp(help)).Append('\n');
        text.Append("# TYPE ").Append(metric.Name).Append(' ').Append(TypeOf(metric.Kind)).Append('\n');
        foreach (var (labels, series) in metric.Series)
        {
            switch (series)
            {
                case Series.Sum sum:
                    Line(text, metric.Name, Labels(labels), sum.Value);
                    break;
                case Series.Last last:
                    Line(text, metric.Name, Labels(labels), last.Value);
                    break;
                case Series.Histogram histogram:
                    Write(text, metric, Labels(labels), histogram);
                    break;
            }
        }
    }

    private static void Write(StringBuilder text, Metric metric, string labels, Series.Histogram histogram)
    {
        var counts = histogram.Counts();
        var comma = labels.Length > 0 ? "," : string.Empty;
        long sum = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            sum += counts[i];
            var bound = i < metric.Bounds.Length ? Number(metric.Bounds[i]) : "+Inf";
            Line(text, $"{metric.Name}_bucket", $"{labels}{comma}le=\"{bound}\"", sum);
        }

        Line(text, $"{metric.Name}_sum", labels, histogram.Total);
        Line(text, $"{metric.Name}_count", labels, sum);
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Labels(LabelSet set)
    {
        var labels = new List<string>(set.Tags.Length);
        foreach (var (name, value) in set.Tags)
        {
            if (value is not null)
            {
                labels.Add($"{MetricNames.Label(name)}=\"{EscapeLabel(TextOf(value))}\"");
            }
        }

        return string.Join(',', labels);
    }

    private static string TextOf(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    private static string EscapeHelp(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string EscapeLabel(string text) => EscapeHelp(text).Replace("\"", "\\\"", StringComparison.Ordinal);
}
