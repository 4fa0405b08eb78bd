using Engagement.Load.Crash;
using Engagement.Load.Driving;
using Engagement.Load.Journeys;
using Engagement.Load.Reporting;
using Engagement.Load.Servers;

namespace Engagement.Load.Commands;

/// <summary>
/// How often each event must have counted for a user after the given runs, all of which send the same payloads from the
/// first one on. A server that is fast because it skips is found out here.
/// </summary>
internal sealed class Tally(ShopEvent[] events, int eventsPerBody, IReadOnlyList<RunResult> runs)
{
    private const int Users = 40;

    public async Task Check(ServerUnderTest server, Finding finding, CancellationToken cancellationToken)
    {
        if (runs.Sum(run => run.Untaken) is var untaken and > 0)
        {
            finding.Notes.Add($"{untaken} requests were not taken, so the users' counters could not be compared with what was sent.");
            return;
        }

        var reader = new UserReader(server);
        var byUser = events.Select((shopped, place) => (shopped, place)).GroupBy(each => each.shopped.User).OrderByDescending(user => user.Count()).ToList();
        var step = Math.Max(1, byUser.Count / Users);
        var (compared, wrong) = (0, 0);
        for (var rank = 0; rank < byUser.Count; rank += step)
        {
            var counts = await reader.Counts(EventWriter.UserId(byUser[rank].Key), cancellationToken);
            foreach (var named in byUser[rank].Where(each => each.shopped.Kind == CallKind.Track).GroupBy(each => each.shopped.Name))
            {
                compared++;
                wrong += counts.GetValueOrDefault(named.Key) == named.Sum(each => TimesSent(each.place)) ? 0 : 1;
            }
        }

        finding.Add($"counters that differ from what was sent, of {compared} compared", wrong, "", "0", wrong == 0);
    }

    /// <summary>How often the event at the given place has been sent.</summary>
    internal long TimesSent(int place)
    {
        var bodies = events.Length / eventsPerBody;
        var body = place / eventsPerBody;
        return body >= bodies ? 0 : runs.Sum(run => (run.Sends / bodies) + (body < run.Sends % bodies ? 1 : 0));
    }
}
