using NodaTime;

namespace Engagement.Core.Users.Rules;

/// <summary>Zone, locale, screen and device follow what the client last said of them.</summary>
internal static class Whereabouts
{
    public static void Note(ref UserTurn turn, ClientContext? context, Instant at)
    {
        var user = turn.User;
        var ms = at.ToUnixTimeMilliseconds();
        user.FirstSeenMs = user.FirstSeenMs == ActiveUser.Never ? ms : Math.Min(user.FirstSeenMs, ms);
        user.LastSeenMs = Math.Max(user.LastSeenMs, ms);
        if (context is null)
        {
            return;
        }

        if (context.Zone is { } zone && zone != user.Zone && Zones.Find(zone) is not null)
        {
            user.Zone = zone;
        }

        user.Locale = context.Locale ?? user.Locale;
        turn.Screen = context.Screen;
        turn.Device = context.Device;
    }
}
