using Engagement.Core.Campaigns;
using Engagement.Core.Decisions;
using Engagement.Core.Messages;

namespace Engagement.Core.Users.Rules;

/// <summary>The right moment: a message is presented once the person is on one of its screens and not busy.</summary>
internal static class Moments
{
    public static Decision<UserState> Change(ActiveUser user, UserCommand.Moment moment, TurnContext context)
    {
        var turn = new UserTurn(user, context) { Screen = moment.Screen, Device = moment.Device };
        Whereabouts.Note(ref turn, context: null, turn.Now);
        Sessions.Touch(ref turn, turn.Now);
        if (moment.Busy is { } busy && user.Session is { } session && session.Busy != busy)
        {
            user.Session = session with { Busy = busy };
        }

        return Tracking.Conclude(ref turn);
    }

    /// <summary>Presents, best first, every waiting message whose moment has come.</summary>
    public static void Present(ref UserTurn turn)
    {
        // Apart, because a method that makes closures makes them at its start, and most turns have nothing to present.
        if (turn.User.HasQueued && AnyWaits(turn.User.Queue))
        {
            PresentWaiting(ref turn);
        }
    }

    private static bool AnyWaits(List<QueuedMessage> queue)
    {
        foreach (var message in queue)
        {
            if (!message.Presented)
            {
                return true;
            }
        }

        return false;
    }

    private static void PresentWaiting(ref UserTurn turn)
    {
        var (user, session, context) = (turn.User, turn.User.Session, turn.Context);
        foreach (var message in user.Queue.Where(message => !message.Presented && !IsStopped(message, context) && IsRight(message, session))
            .OrderBy(message => message.Priority.Bucket).ThenBy(message => message.Priority.Rank).ToList())
        {
            var presented = message with { Sequence = ++user.Presented };
            user.Queue.Remove(message);
            user.Queue.Add(presented);
            turn.Do(new Effect.Present(presented));
        }
    }

    /// <summary>Takes back unseen messages of campaigns that were stopped or deleted.</summary>
    public static Decision<UserState> RecallStopped(ActiveUser user, TurnContext context)
    {
        var turn = new UserTurn(user, context);
        for (var i = user.Queue.Count - 1; i >= 0; i--)
        {
            if (IsStopped(user.Queue[i], context) && !Ledger.Has(user, user.Queue[i].Delivery, DeliveryMarks.Shown))
            {
                Recalls.TakeBack(ref turn, i, "the campaign was stopped");
            }
        }

        return turn.HasFacts ? turn.Done() : new(user, Changed: false);
    }

    public static bool IsStopped(QueuedMessage message, TurnContext context) =>
        !context.Catalog.Campaigns.TryGetValue(message.Campaign, out var campaign) || campaign.Snapshot.Status == CampaignStatus.Stopped;

    private static bool IsRight(QueuedMessage message, OpenSession? session) =>
        (message.Display.Interrupt == Interrupt.Always || session is not { Busy: true }) && ScreenPatterns.Match(message.Display.Screens, session?.Screen);
}
