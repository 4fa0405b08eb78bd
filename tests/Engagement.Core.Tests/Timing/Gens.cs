using Engagement.Core.Timing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Engagement.Core.Tests.Timing;

internal static class Gens
{
    /// <summary>A second of 2026 or 2027.</summary>
    public static readonly Gen<Instant> Seconds =
        Gen.Choose(0, (int)(EveryZone.Until - EveryZone.Since).TotalSeconds - 1)
            .Select(seconds => EveryZone.Since + Duration.FromSeconds(seconds));

    public static readonly Gen<DateTimeZone> Zone = Gen.Elements(EveryZone.All);

    /// <summary>A moment in a zone; in a zone whose clocks change, half of the time within two days of a change.</summary>
    public static readonly Gen<(DateTimeZone Zone, Instant Now)> Moment = Gen.OneOf(
        from zone in Zone from now in Seconds select (zone, now),
        from change in Gen.Elements(EveryZone.Changes)
        from seconds in Gen.Choose(-172_800, 172_800)
        select (change.Zone, change.At + Duration.FromSeconds(seconds)));

    /// <summary>A time of day; small hours and round hours more often than others.</summary>
    public static readonly Gen<LocalTime> TimeOfDay = Gen.OneOf(
        Gen.Choose(0, 23).Select(hour => new LocalTime(hour, 0)),
        Gen.Choose(0, 4 * 60).Select(minute => LocalTime.FromMinutesSinceMidnight(minute)),
        Gen.Choose(0, 86_399).Select(second => LocalTime.FromSecondsSinceMidnight(second)));

    public static readonly Gen<Weekdays> Days =
        Gen.OneOf(Gen.Constant(Weekdays.All), Gen.Choose(1, (int)Weekdays.All).Select(days => (Weekdays)days));

    public static readonly Gen<SendWindow> Window =
        from start in TimeOfDay
        from end in Gen.OneOf(TimeOfDay, Gen.Constant(start))
        from days in Days
        select new SendWindow(start, end, days, ZoneChoice.User, Outside.Defer);

    public static readonly Gen<QuietHours> Quiet =
        from start in TimeOfDay from end in Gen.OneOf(TimeOfDay, Gen.Constant(start)) select new QuietHours(start, end);
}
