using System.Diagnostics.Metrics;
using System.Text;

namespace Engagement.Gateway.Operation.Metrics;

/// <summary>OpenTelemetry's names as Prometheus writes them, by the rules of the OpenTelemetry specification for Prometheus compatibility.</summary>
internal static class MetricNames
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["min"] = "minutes",
        ["h"] = "hours",
        ["d"] = "days",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["%"] = "percent",
    };

    /// <summary>The instrument's name with its unit, and <c>_total</c> for what only grows.</summary>
    public static string Of(Instrument instrument, MetricKind kind)
    {
        var name = Clean(instrument.Name, colons: true);
        var unit = UnitOf(instrument.Unit, kind);
        if (unit is not null && !name.EndsWith($"_{unit}", StringComparison.Ordinal))
        {
            name = $"{name}_{unit}";
        }

        return kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? $"{name}_total" : name;
    }

    public static string Label(string name) => Clean(name, colons: false);

    // A unit in braces is a remark, not a unit.
    private static string? UnitOf(string? unit, MetricKind kind) => unit switch
    {
        null or "" => null,
        "1" => kind == MetricKind.Gauge ? "ratio" : null,
        _ when unit.StartsWith('{') => null,
        _ => Units.GetValueOrDefault(unit, Clean(unit, colons: false)),
    };

    private static string Clean(string name, bool colons)
    {
        var clean = new StringBuilder(name.Length + 1);
        foreach (var character in name)
        {
            var allowed = char.IsAsciiLetterOrDigit(character) || (colons && character == ':');
            if (allowed || clean.Length == 0 || clean[^1] != '_')
            {
                clean.Append(allowed ? character : '_');
            }
        }

        if (clean.Length > 0 && char.IsAsciiDigit(clean[0]))
        {
            clean.Insert(0, '_');
        }

        return clean.ToString();
    }
}
