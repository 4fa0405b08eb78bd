using Engagement.Core.Campaigns;
using Engagement.Core.Catalogs;
using Engagement.Core.Decisions;
using Engagement.Core.Targeting;
using NodaTime;

namespace Engagement.Core.Users.Rules;

/// <summary>
/// A goal event converts one message of a campaign: the last that was shown, or of a control member's would-be messages the last, if the event
/// is within the goal's window of that. Each is converted once.
/// </summary>
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
            var last = LastBy(at, campaign.Id, turn.User.Deliveries);
            if (last >= 0 && turn.User.Deliveries[last] is var delivery && Converts(delivery, goal, at))
            {
                turn.User.Deliveries[last] = delivery with { Marks = delivery.Marks | DeliveryMarks.Converted };
                turn.Tell(new Fact.Converted(at, delivery.Id, campaign.Id, delivery.Variant, name, ValueOf(goal, properties)));
            }
        }
    }

    private static bool Converts(Delivery delivery, Goal goal, Instant at) =>
        at <= Since(delivery) + goal.Within && !delivery.Has(DeliveryMarks.Converted);

    /// <returns>Where it stands; -1: there is none.</returns>
    private static int LastBy(Instant at, CampaignId campaign, List<Delivery> deliveries)
    {
        var last = -1;
        for (var i = 0; i < deliveries.Count; i++)
        {
            if (deliveries[i].Campaign == campaign && Since(deliveries[i]) <= at && (last < 0 || Since(deliveries[i]) >= Since(deliveries[last])))
            {
                last = i;
            }
        }

        return last;
    }

    private static Instant? Since(Delivery delivery) => delivery.Has(DeliveryMarks.Control) ? delivery.SentAt : delivery.ShownAt;

    private static double ValueOf(Goal goal, EventProperties properties) =>
        goal.ValueProperty is { } path && properties[path] is { IsNumber: true } value ? value.Number : 0;
}
