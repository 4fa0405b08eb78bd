using Engagement.Core.Decisions;

namespace Engagement.Core.Users.Rules;

/// <summary>Time has passed: the session may be over, candidates may be due, messages may have expired. The state decides, not the timer.</summary>
internal static class WakingUp
{
    public static Decision<UserState> WakeUp(ActiveUser user, TurnContext context)
    {
        var turn = new UserTurn(user, context);
        var changed = Sessions.EndIfSilent(ref turn, turn.Now);
        changed |= Recalls.Expire(ref turn);
        changed |= Fall(ref turn);
        return changed ? Tracking.Conclude(ref turn) : new(user, Changed: false);
    }

    private static bool Fall(ref UserTurn turn)
    {
        var (pending, now) = (turn.User.Pending, turn.Now);
        var due = pending.FindAll(candidate => candidate.Due <= now);
        pending.RemoveAll(candidate => candidate.Due <= now);
        foreach (var fallen in due.OrderBy(candidate => candidate.Due))
        {
            if (turn.Context.Catalog.Campaigns.TryGetValue(fallen.Campaign, out var campaign))
            {
                Sending.Test(ref turn, new Candidate(campaign, fallen.Cause, fallen.Event, fallen.CausedAt, fallen.Properties));
            }
            else
            {
                turn.Decide(new Trace(fallen.Campaign, Verdict.Dropped, Rule.Status, fallen.Cause, now, Detail: "the campaign was deleted"));
            }
        }

        return due.Count > 0;
    }
}
