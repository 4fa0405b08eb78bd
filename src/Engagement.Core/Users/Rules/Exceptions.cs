using Engagement.Core.Catalogs;
using Engagement.Core.Decisions;
using Engagement.Core.Targeting;

namespace Engagement.Core.Users.Rules;

/// <summary>
/// An exception event cancels what is pending for its campaign, and takes back what was sent but not yet seen. The person stays eligible
/// for the next trigger. When the same event is also the trigger, the candidate it starts next is the debounce.
/// </summary>
internal static class Exceptions
{
    public static void Cancel(ref UserTurn turn, EventRules rules, string name, EventProperties properties)
    {
        if (!turn.User.HasPending && !turn.User.HasQueued && !turn.HasContenders)
        {
            return;
        }

        foreach (var campaign in rules.ExceptedBy(properties))
        {
            CancelPending(ref turn, campaign, name);
            CancelReady(ref turn, campaign, name);
            RecallUnseen(ref turn, campaign, name);
        }
    }

    private static void CancelPending(ref UserTurn turn, CompiledCampaign campaign, string name)
    {
        var pending = turn.User.Pending;
        for (var i = pending.Count - 1; i >= 0; i--)
        {
            if (pending[i].Campaign == campaign.Id)
            {
                turn.Decide(new Trace(campaign.Id, Verdict.Dropped, Rule.Exception, pending[i].Cause, turn.Now, Detail: name));
                pending.RemoveAt(i);
            }
        }
    }

    // What an event before this one, in the same turn, has made ready.
    private static void CancelReady(ref UserTurn turn, CompiledCampaign campaign, string name)
    {
        if (turn.Contends(campaign.Id))
        {
            foreach (var ready in turn.Contenders.FindAll(candidate => candidate.Campaign.Id == campaign.Id))
            {
                turn.Decide(ready.Dropped(Rule.Exception, turn.Now, name));
            }

            turn.Contenders.RemoveAll(candidate => candidate.Campaign.Id == campaign.Id);
        }
    }

    private static void RecallUnseen(ref UserTurn turn, CompiledCampaign campaign, string name)
    {
        var queue = turn.User.Queue;
        for (var i = queue.Count - 1; i >= 0; i--)
        {
            if (queue[i].Campaign == campaign.Id && !Ledger.Has(turn.User, queue[i].Delivery, DeliveryMarks.Shown))
            {
                Recalls.TakeBack(ref turn, i, $"exception: {name}");
            }
        }
    }
}
