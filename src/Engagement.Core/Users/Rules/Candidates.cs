using Engagement.Core.Campaigns;
using Engagement.Core.Decisions;
using Engagement.Core.Targeting;
using Engagement.Core.Timing;
using NodaTime;

namespace Engagement.Core.Users.Rules;

/// <summary>What happens to a candidate when its trigger fires: refused at once, made to wait, or put to the test.</summary>
internal static class Candidates
{
    public static void Consider(ref UserTurn turn, Candidate candidate)
    {
        var definition = candidate.Campaign.Definition;
        if (OutsideSchedule(candidate, turn.Now) is { } outside)
        {
            turn.Decide(candidate.Dropped(Rule.Schedule, turn.Now, outside));
            return;
        }

        if (turn.User.Pending.Exists(pending => pending.Campaign == candidate.Campaign.Id) || turn.Contends(candidate.Campaign.Id))
        {
            turn.Decide(candidate.Dropped(Rule.Pending, turn.Now, "already waiting for an earlier trigger"));
            return;
        }

        if (ReEligibilityRefuses(ref turn, candidate) || AudienceRefuses(ref turn, candidate, AudienceCheck.AtTrigger))
        {
            return;
        }

        var due = definition.Delay.DueAfter(candidate.CausedAt, ZoneOf(definition.Delay, ref turn));
        if (definition.Delay is not Delay.None && due > turn.Now)
        {
            Hold(ref turn, candidate, Rule.Delay, due);
            return;
        }

        Sending.Test(ref turn, candidate);
    }

    /// <summary>Waits until an instant, unless the campaign is over by then.</summary>
    public static void Hold(ref UserTurn turn, Candidate candidate, string rule, Instant due, string? detail = null)
    {
        if (candidate.Campaign.Definition.End is { } end && due >= end)
        {
            turn.Decide(candidate.Dropped(Rule.Schedule, turn.Now, "due after the campaign's end"));
            return;
        }

        if (turn.User.Pending.Count >= ActiveUser.MaximumPending)
        {
            turn.Decide(candidate.Dropped(Rule.Limit, turn.Now, $"{ActiveUser.MaximumPending} candidates are waiting already"));
            return;
        }

        turn.User.Pending.Add(candidate.Until(due, rule));
        turn.Decide(candidate.Held(rule, turn.Now, due, detail));
    }

    public static bool ReEligibilityRefuses(ref UserTurn turn, Candidate candidate)
    {
        var last = Ledger.LastReceived(turn.User, candidate.Campaign.Id);
        if (candidate.Campaign.Definition.ReEligibility.Allows(last, turn.Now))
        {
            return false;
        }

        turn.Decide(candidate.Dropped(Rule.ReEligibility, turn.Now, $"last received {last}"));
        return true;
    }

    public static bool AudienceRefuses(ref UserTurn turn, Candidate candidate, AudienceCheck moment)
    {
        var definition = candidate.Campaign.Definition;
        var asked = definition.AudienceCheck == moment || definition.AudienceCheck == AudienceCheck.Both;
        if (!asked || definition.Audience is null || Conditions.Holds(definition.Audience, turn.User, turn.Now))
        {
            return false;
        }

        turn.Decide(candidate.Dropped(Rule.Audience, turn.Now, moment == AudienceCheck.AtTrigger ? "at trigger" : "at send"));
        return true;
    }

    private static string? OutsideSchedule(Candidate candidate, Instant now)
    {
        var (snapshot, definition) = (candidate.Campaign.Snapshot, candidate.Campaign.Definition);
        if (candidate.CausedAt < snapshot.LaunchedAt)
        {
            return "the event is older than the launch";
        }

        if (candidate.CausedAt < definition.Start)
        {
            return "before the campaign's start";
        }

        return now >= definition.End ? "after the campaign's end" : null;
    }

    private static DateTimeZone ZoneOf(Delay delay, ref UserTurn turn) => delay switch
    {
        Delay.InDays { Zone: ZoneChoice.Workspace } or Delay.Next { Zone: ZoneChoice.Workspace } => turn.Context.Catalog.Zone,
        _ => turn.Zone,
    };
}
