using NodaTime;

namespace Engagement.Core.Users.Rules;

/// <summary>Zone, locale, screen and device follow what the client last said of them.</summary>
internal static class Whereabouts
{
    public static void Note(ref UserTurn turn, ClientContext? context, Instant at)
    {
        var user = turn.User;
        user.FirstSeen = user.FirstSeen is { } first && first <= at ? first : at;
        user.LastSeen = user.LastSeen is { } last && last >= at ? last : at;
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
