using Engagement.Core.Decisions;
using Engagement.Core.Timing;
using NodaTime;

namespace Engagement.Core.Users.Rules;

/// <summary>
/// The campaign's send window and the workspace's quiet hours, together: a deferred message waits for the first instant at which both are
/// content. Transactional messages pass quiet hours.
/// </summary>
internal static class Hours
{
    // Two rules that never agree (a window inside the quiet hours) would send the search round for ever.
    private const int Rounds = 16;

    public static bool Refuse(ref UserTurn turn, Candidate candidate)
    {
        var definition = candidate.Campaign.Definition;
        var settings = turn.Context.Catalog.Settings;
        var quiet = definition.QuietHours && !definition.Transactional ? settings.QuietHours : null;
        var zone = turn.Zone;
        var windowZone = definition.Window?.Zone == ZoneChoice.Workspace ? turn.Context.Catalog.Zone : zone;
        if (quiet is not null && quiet.Covers(turn.Now, zone))
        {
            Answer(ref turn, candidate, Rule.QuietHours, settings.OutsideQuietHours, Open(turn.Now, definition.Window, windowZone, quiet, zone));
            return true;
        }

        if (definition.Window is { } window && !window.IsOpen(turn.Now, windowZone))
        {
            Answer(ref turn, candidate, Rule.Window, window.Outside, Open(turn.Now, window, windowZone, quiet, zone));
            return true;
        }

        return false;
    }

    private static void Answer(ref UserTurn turn, Candidate candidate, string rule, Outside outside, Instant? open)
    {
        if (outside == Outside.Drop || open is not { } due)
        {
            turn.Decide(candidate.Dropped(rule, turn.Now, outside == Outside.Drop ? null : "the window never opens outside quiet hours"));
            return;
        }

        Candidates.Hold(ref turn, candidate, rule, due);
    }

    private static Instant? Open(Instant now, SendWindow? window, DateTimeZone windowZone, QuietHours? quiet, DateTimeZone zone)
    {
        var at = now;
        for (var round = 0; round < Rounds; round++)
        {
            var open = window?.NextOpen(at, windowZone) ?? at;
            at = quiet is not null && quiet.Covers(open, zone) ? quiet.EndOf(open, zone) : open;
            if (at == open)
            {
                return at;
            }
        }

        return null;
    }
}
