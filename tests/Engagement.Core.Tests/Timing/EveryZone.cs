using NodaTime;
using NodaTime.TimeZones;

namespace Engagement.Core.Tests.Timing;

/// <summary>One change of a zone's clocks.</summary>
internal sealed record ClockChange(DateTimeZone Zone, Instant At, Offset Before, Offset After);

/// <summary>Every zone of the tz database and every change of its clocks in 2026 and 2027.</summary>
internal static class EveryZone
{
    public static readonly Instant Since = Instant.FromUtc(2026, 1, 1, 0, 0);
    public static readonly Instant Until = Instant.FromUtc(2028, 1, 1, 0, 0);

    public static readonly DateTimeZone[] All = [.. DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id])];

    public static readonly ClockChange[] Changes = [.. All.SelectMany(ChangesOf)];

    /// <summary>One of each set of changes at the same instant by the same offsets: the rules see nothing else of a zone.</summary>
    public static readonly ClockChange[] DistinctChanges =
        [.. Changes.DistinctBy(change => (change.At, change.Before, change.After))];

    private static IEnumerable<ClockChange> ChangesOf(DateTimeZone zone)
    {
        ZoneInterval? before = null;
        foreach (var interval in zone.GetZoneIntervals(Since, Until))
        {
            if (before is not null && before.WallOffset != interval.WallOffset)
                yield return new ClockChange(zone, interval.Start, before.WallOffset, interval.WallOffset);
            before = interval;
        }
    }
}
