using Engagement.Core.Campaigns;
using Engagement.Core.Catalogs;
using Engagement.Core.Decisions;
using Engagement.Core.Targeting;
using NodaTime;

namespace Engagement.Core.Users.Rules;

/// <summary>A goal event within the goal's window of a message that was shown, or of a control member's would-be message, converts it once.</summary>
internal static class Goals
{
    public static void Reach(ref UserTurn turn, EventRules rules, string name, EventProperties properties, Instant at)
    {
        if (!turn.User.HasDeliveries)
        {
            return;
        }

        foreach (var campaign in rules.GoalOf(properties))
        {
            var goal = campaign.Definition.Goal!;
            for (var i = 0; i < turn.User.Deliveries.Count; i++)
            {
                var delivery = turn.User.Deliveries[i];
                if (delivery.Campaign == campaign.Id && Converts(delivery, goal, at))
                {
                    turn.User.Deliveries[i] = delivery with { Marks = delivery.Marks | DeliveryMarks.Converted };
                    turn.Tell(new Fact.Converted(at, delivery.Id, campaign.Id, delivery.Variant, name, ValueOf(goal, properties)));
                }
            }
        }
    }

    private static bool Converts(Delivery delivery, Goal goal, Instant at)
    {
        var since = delivery.Has(DeliveryMarks.Control) ? delivery.SentAt : delivery.ShownAt;
        return since is { } from && at >= from && at <= from + goal.Within && !delivery.Has(DeliveryMarks.Converted);
    }

    private static double ValueOf(Goal goal, EventProperties properties) =>
        goal.ValueProperty is { } path && properties[path] is { IsNumber: true } value ? value.Number : 0;
}
