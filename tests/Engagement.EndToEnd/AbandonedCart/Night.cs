using NodaTime;

namespace Engagement.EndToEnd.AbandonedCart;

/// <summary>A zone where it is night now, well away from both ends of a window from 09:00 to 21:00.</summary>
/// <param name="Nine">The next 09:00 there.</param>
internal sealed record Night(string Zone, DateTimeOffset Nine)
{
    private static readonly string[] Zones =
        ["Europe/Oslo", "Asia/Tehran", "Asia/Kolkata", "Asia/Tokyo", "Pacific/Auckland", "Pacific/Honolulu", "America/Los_Angeles", "America/Sao_Paulo"];

    public static Night Now()
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        var zone = Zones.Select(id => DateTimeZoneProviders.Tzdb[id]).First(zone => now.InZone(zone).Hour is >= 22 or < 6);
        var today = now.InZone(zone);
        var day = today.Hour < 9 ? today.Date : today.Date.PlusDays(1);
        return new Night(zone.Id, day.At(new LocalTime(9, 0)).InZoneLeniently(zone).ToInstant().ToDateTimeOffset());
    }
}
