using NodaTime;

namespace Engagement.Core.Timing;

/// <summary>A set of days of the week.</summary>
[Flags]
public enum Weekdays : byte
{
    None = 0,
    Monday = 1 << 0,
    Tuesday = 1 << 1,
    Wednesday = 1 << 2,
    Thursday = 1 << 3,
    Friday = 1 << 4,
    Saturday = 1 << 5,
    Sunday = 1 << 6,
    All = Monday | Tuesday | Wednesday | Thursday | Friday | Saturday | Sunday,
}

public static class WeekdaysMembership
{
    /// <summary>The set of that one day; empty for <see cref="IsoDayOfWeek.None"/>.</summary>
    public static Weekdays ToWeekdays(this IsoDayOfWeek day) =>
        day == IsoDayOfWeek.None ? Weekdays.None : (Weekdays)(1 << ((int)day - 1));

    public static bool Contains(this Weekdays days, IsoDayOfWeek day) => (days & day.ToWeekdays()) != Weekdays.None;
}
