using Engagement.Core.Campaigns;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Targeting;

namespace Engagement.Core.Users.Rules;

/// <summary>What would happen now: the very rules of a turn, run on a copy.</summary>
internal static class Explaining
{
    public const string Trigger = "trigger";

    public static Decision<UserState> Explain(ActiveUser user, UserCommand.Explain explain, TurnContext context)
    {
        if (!context.Catalog.Campaigns.TryGetValue(explain.Campaign, out var campaign))
        {
            return Decision<UserState>.Refuse(user, Refusal.Of(Refusal.NotFound, $"there is no campaign '{explain.Campaign}'"));
        }

        var writer = new ByteWriter();
        UserCodec.Encode(user, writer);
        var turn = new UserTurn((ActiveUser)UserCodec.Decode(user.Person, writer.Written), context);
        var name = explain.Event ?? campaign.Definition.Triggers[0].Event;
        var candidate = new Candidate(campaign, Cause: 0, name, context.Now, Captures.For(campaign, explain.Properties));
        if (explain.Event is not null && !Matches(campaign.Definition, explain.Event, explain.Properties))
        {
            turn.Decide(candidate.Dropped(Trigger, context.Now, "the event does not match any trigger"));
        }
        else
        {
            Candidates.Consider(ref turn, candidate);
            Contest.Settle(ref turn);
        }

        return Decision<UserState>.Answer(user, new Explanation(turn.Done().Traces));
    }

    private static bool Matches(CampaignDefinition definition, string name, EventProperties properties)
    {
        foreach (var trigger in definition.Triggers)
        {
            if (trigger.Event == name && (trigger.Where is null || Conditions.Holds(trigger.Where, properties)))
            {
                return true;
            }
        }

        return false;
    }
}
