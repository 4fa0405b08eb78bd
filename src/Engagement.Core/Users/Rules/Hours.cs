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
    public static bool Refuse(ref UserTurn turn, Candidate candidate)
    {
        var definition = candidate.Campaign.Definition;
        var settings = turn.Context.Catalog.Settings;
        var quiet = definition.QuietHours && !definition.Transactional ? settings.QuietHours : null;
        var zones = new RecipientZones(turn.Zone, turn.Context.Catalog.Zone);
        if (quiet is not null && quiet.Covers(turn.Now, zones.User))
        {
            Answer(ref turn, candidate, Rule.QuietHours, settings.OutsideQuietHours, OpenMoment.After(turn.Now, definition.Window, quiet, zones));
            return true;
        }

        if (definition.Window is { } window && !window.IsOpen(turn.Now, zones.For(window.Zone)))
        {
            Answer(ref turn, candidate, Rule.Window, window.Outside, OpenMoment.After(turn.Now, window, quiet, zones));
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
}
