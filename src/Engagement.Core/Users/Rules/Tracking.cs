using Engagement.Core.Decisions;
using Engagement.Core.Targeting;
using NodaTime;

namespace Engagement.Core.Users.Rules;

/// <summary>An event happens: it is counted, ends what it is an exception to, converts what it is a goal of, and starts candidates.</summary>
internal static class Tracking
{
    public const string SessionStarted = "Session Started";
    public const string SessionEnded = "Session Ended";

    public static Decision<UserState> Track(ActiveUser user, UserCommand.Track track, TurnContext context)
    {
        if (!user.Recent.TryAdd(track.Stamp.MessageKey, context.Now))
        {
            return new(user, Changed: false);
        }

        var turn = new UserTurn(user, context);
        var at = context.Happened(track.Stamp.At);
        Whereabouts.Note(ref turn, track.Context, at);
        Sessions.Touch(ref turn, at);
        Happen(ref turn, track.Event, track.Properties, track.Stamp.MessageKey, at);
        return Conclude(ref turn);
    }

    /// <summary>Lets an event happen within a turn; what it makes ready contends when the turn concludes.</summary>
    public static void Happen(ref UserTurn turn, string name, EventProperties properties, ulong cause, Instant at)
    {
        turn.User.Counters.Add(name, at);
        turn.Tell(new Fact.EventHappened(at, name));
        if (turn.Context.Catalog.RulesOf(name) is not { } rules)
        {
            return;
        }

        Goals.Reach(ref turn, rules, name, properties, at);
        Exceptions.Cancel(ref turn, rules, name, properties);
        foreach (var campaign in rules.TriggeredBy(properties))
        {
            Candidates.Consider(ref turn, new Candidate(campaign, cause, name, at, Captures.For(campaign, properties)));
        }
    }

    /// <summary>Settles the contest among what became ready, shows what may be shown now, and ends the turn.</summary>
    public static Decision<UserState> Conclude(ref UserTurn turn, IReply? reply = null)
    {
        Contest.Settle(ref turn);
        Moments.Present(ref turn);
        return turn.Done(reply);
    }
}
