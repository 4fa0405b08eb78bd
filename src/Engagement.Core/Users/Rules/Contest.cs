using Engagement.Core.Capping;
using Engagement.Core.Decisions;
using Engagement.Core.Timing;

namespace Engagement.Core.Users.Rules;

/// <summary>
/// The rules among candidates that are ready in the same turn: in the order of priority each is asked of the caps, the experiment and its
/// own words, until one is sent; the rest lose to it. Transactional messages neither compete nor lose. Order: bucket, rank, newest launch, id.
/// </summary>
internal static class Contest
{
    public static void Settle(ref UserTurn turn)
    {
        if (!turn.HasContenders)
        {
            return;
        }

        Candidate? winner = null;
        var contenders = turn.Contenders;
        contenders.Sort(Order);
        foreach (var candidate in contenders)
        {
            if (winner is { } won)
            {
                turn.Decide(candidate.Dropped(Rule.Priority, turn.Now) with { Verdict = Verdict.Lost, LostTo = won.Campaign.Id });
            }
            else if (!CapsRefuse(ref turn, candidate) && Deliveries.Make(ref turn, candidate) && !candidate.Campaign.Definition.Transactional)
            {
                winner = candidate;
            }
        }

        turn.Contenders.Clear();
    }

    // Total, because ids differ: that the sort is not stable cannot show.
    private static int Order(Candidate one, Candidate other)
    {
        var (a, b) = (one.Campaign, other.Campaign);
        var order = b.Definition.Transactional.CompareTo(a.Definition.Transactional);
        order = order != 0 ? order : (int)a.Definition.Priority.Bucket - (int)b.Definition.Priority.Bucket;
        order = order != 0 ? order : a.Definition.Priority.Rank.CompareTo(b.Definition.Priority.Rank);
        order = order != 0 ? order : Nullable.Compare(b.Snapshot.LaunchedAt, a.Snapshot.LaunchedAt);
        return order != 0 ? order : string.CompareOrdinal(a.Id.Value, b.Id.Value);
    }

    private static bool CapsRefuse(ref UserTurn turn, Candidate candidate)
    {
        var definition = candidate.Campaign.Definition;
        var rules = turn.Context.Catalog.Settings.Caps;
        if (!definition.Caps.Apply || definition.Transactional || rules.Count == 0)
        {
            return false;
        }

        var outcome = CapRules.Check([.. rules.Span], Channel.InApp, Ledger.Counted(turn.User), turn.Now, new RecipientZones(turn.Zone, turn.Context.Catalog.Zone));
        if (outcome.Blocking is not { } blocking)
        {
            return false;
        }

        var rule = Rule.Cap(blocking.Id);
        if (blocking.Over == OverCap.Defer && outcome.FreeAt is { } free && free > turn.Now)
        {
            Candidates.Hold(ref turn, candidate, rule, free, $"{blocking.Limit} already sent");
        }
        else
        {
            turn.Decide(candidate.Dropped(rule, turn.Now, $"{blocking.Limit} already sent"));
        }

        return true;
    }
}
