using Engagement.Core.Campaigns;
using Engagement.Core.Decisions;

namespace Engagement.Core.Users.Rules;

/// <summary>The rules asked of one candidate by itself at the moment of sending. What passes goes on to the contest.</summary>
internal static class Sending
{
    public static void Test(ref UserTurn turn, Candidate candidate)
    {
        if (!candidate.Campaign.IsLive)
        {
            turn.Decide(candidate.Dropped(Rule.Status, turn.Now, $"the campaign is {candidate.Campaign.Snapshot.Status}"));
            return;
        }

        if (turn.Now >= candidate.Campaign.Definition.End)
        {
            turn.Decide(candidate.Dropped(Rule.Schedule, turn.Now, "after the campaign's end"));
            return;
        }

        if (Candidates.ReEligibilityRefuses(ref turn, candidate)
            || Candidates.AudienceRefuses(ref turn, candidate, AudienceCheck.AtSend)
            || Hours.Refuse(ref turn, candidate))
        {
            return;
        }

        turn.Contenders.Add(candidate);
    }
}
