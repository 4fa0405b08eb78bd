using System.Globalization;

namespace Engagement.Load.Measuring;

/// <summary>
/// How much of the machine went to processes that are not part of the measurement, since this was made. A leftover
/// process on the other core has changed figures sixfold: a report must say that there was none.
/// </summary>
internal sealed class Neighbours
{
    private readonly long _busy = Busy();
    private readonly long _all = All();
    private readonly TimeSpan _own = Environment.CpuUsage.TotalTime;

    /// <summary>The others' share of all cores, 0 to 1; all CPU time of the measured processes counts as part of it.</summary>
    public double ShareSince(params ServerFigures[] measured)
    {
        var ours = Environment.CpuUsage.TotalTime - _own + new TimeSpan(measured.Sum(process => process.Cpu.Ticks));
        var others = Busy() - _busy - (ours.TotalSeconds * 100);
        return Math.Clamp(others / Math.Max(1, All() - _all), 0, 1);
    }

    // user nice system idle iowait irq softirq steal, in hundredths of a second over all cores.
    private static long[] Fields() =>
        [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(field => long.Parse(field, CultureInfo.InvariantCulture))];

    private static long All() => Fields().Sum();

    private static long Busy()
    {
        var fields = Fields();
        return fields.Sum() - fields[3] - fields[4];
    }
}
