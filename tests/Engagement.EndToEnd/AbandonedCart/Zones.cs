using NodaTime;

namespace Engagement.EndToEnd.AbandonedCart;

/// <summary>Zones by the time it is there now, well away from both ends of a window from 09:00 to 21:00.</summary>
internal static class Zones
{
    private static readonly string[] All =
        ["Europe/Oslo", "Asia/Tehran", "Asia/Kolkata", "Asia/Tokyo", "Pacific/Auckland", "Pacific/Honolulu", "America/Los_Angeles", "America/Sao_Paulo"];

    private static Instant Now => SystemClock.Instance.GetCurrentInstant();

    public static string WhereItIsDay() => Where(hour => hour is >= 10 and < 20).Id;

    /// <summary>And the next 09:00 there.</summary>
    public static (string Zone, DateTimeOffset Nine) WhereItIsNight()
    {
        var zone = Where(hour => hour is >= 22 or < 7);
        var local = Now.InZone(zone);
        var day = local.Hour < 9 ? local.Date : local.Date.PlusDays(1);
        return (zone.Id, day.At(new LocalTime(9, 0)).InZoneLeniently(zone).ToInstant().ToDateTimeOffset());
    }

    private static DateTimeZone Where(Func<int, bool> hour) => All.Select(id => DateTimeZoneProviders.Tzdb[id]).First(zone => hour(Now.InZone(zone).Hour));
}
