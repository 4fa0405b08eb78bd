using NodaTime;
using NodaTime.TimeZones;

namespace Engagement.Core.Timing;

/// <summary>From what a wall clock shows to the instant it means: the one mapping that every rule of the product uses.</summary>
public static class LocalMapping
{
    /// <summary>
    /// The instant at which a clock in <paramref name="zone"/> shows <paramref name="local"/>. A time that a gap skips is shifted forward
    /// by the gap's length; of a time that comes twice, the earlier is meant.
    /// </summary>
    public static Instant ToInstantLeniently(this LocalDateTime local, DateTimeZone zone) => zone.MapLocal(local).ToInstantLeniently();

    // In a gap as in an overlap the offset in force before the change gives the lenient answer.
    internal static Instant ToInstantLeniently(this ZoneLocalMapping mapping) =>
        mapping.LocalDateTime.WithOffset(mapping.EarlyInterval.WallOffset).ToInstant();

    internal static bool IsSkipped(this ZoneLocalMapping mapping) => mapping.Count == 0;
}
