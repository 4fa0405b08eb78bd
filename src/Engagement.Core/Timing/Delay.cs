using NodaTime;

namespace Engagement.Core.Timing;

/// <summary>How long after its cause a message is due. Never before the cause; local times map by <see cref="LocalMapping"/>.</summary>
public abstract record Delay
{
    private Delay()
    {
    }

    /// <param name="cause">When the event happened that started the delay.</param>
    /// <param name="zone">The zone that <see cref="ClockOf"/> names; read only by the delays that end at a time of day.</param>
    public abstract Instant DueAfter(Instant cause, DateTimeZone zone);

    /// <summary>As <see cref="DueAfter(Instant, DateTimeZone)"/>, reading the clock that this delay asks for.</summary>
    public Instant DueAfter(Instant cause, RecipientZones zones) => DueAfter(cause, zones.For(ClockOf));

    /// <summary>Whose clock the delay reads; <see cref="ZoneChoice.User"/> where it reads none.</summary>
    protected virtual ZoneChoice ClockOf => ZoneChoice.User;

    /// <summary>Due at once.</summary>
    public sealed record None : Delay
    {
        public override Instant DueAfter(Instant cause, DateTimeZone zone) => cause;
    }

    /// <summary>Due when so much time has gone by: a day is 24 hours, whatever the clocks do.</summary>
    public sealed record For(Duration Length) : Delay
    {
        public override Instant DueAfter(Instant cause, DateTimeZone zone) => Instant.Max(cause, cause + Length);
    }

    /// <summary>
    /// Due so many calendar days later at a time of day: in 1 day at 09:00 is tomorrow at 09:00, 12 hours after a cause at 21:00.
    /// In 0 days means today; when the time has gone by, at once.
    /// </summary>
    public sealed record InDays(int Days, LocalTime At, ZoneChoice Zone) : Delay
    {
        protected override ZoneChoice ClockOf => Zone;

        public override Instant DueAfter(Instant cause, DateTimeZone zone) =>
            Instant.Max(cause, (cause.InZone(zone).Date.PlusDays(Days) + At).ToInstantLeniently(zone));
    }

    /// <summary>
    /// Due on the next such day of the week at a time of day. Never today: on a Saturday, the next Saturday is 7 days later.
    /// </summary>
    public sealed record Next(IsoDayOfWeek Day, LocalTime At, ZoneChoice Zone) : Delay
    {
        protected override ZoneChoice ClockOf => Zone;

        public override Instant DueAfter(Instant cause, DateTimeZone zone) =>
            (cause.InZone(zone).Date.Next(Day) + At).ToInstantLeniently(zone);
    }
}
