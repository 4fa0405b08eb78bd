using NodaTime;

namespace Engagement.Core.Timing;

/// <summary>A send window and quiet hours taken together. Each alone always ends; both together may leave no moment at all.</summary>
public static class OpenMoment
{
    private static readonly Duration Horizon = Duration.FromDays(35);

    /// <summary>
    /// The earliest instant, not before <paramref name="now"/>, at which the window is open and it is not quiet; null when there is none
    /// in the next five weeks, so that a message is never put off from one to the other for ever. Quiet hours are read in the user's zone.
    /// </summary>
    public static Instant? After(Instant now, SendWindow? window, QuietHours? quiet, RecipientZones zones)
    {
        for (var at = now; at - now <= Horizon;)
        {
            var open = window?.NextOpen(at, zones.For(window.Zone)) ?? at;
            var calm = quiet?.EndOf(open, zones.User) ?? open;
            if (calm == open) return open;
            at = calm;
        }

        return null;
    }
}
