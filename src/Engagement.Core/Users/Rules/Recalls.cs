using Engagement.Core.Decisions;

namespace Engagement.Core.Users.Rules;

/// <summary>Taking a message back: off the queue, off every device, and off the caps when nobody saw it.</summary>
internal static class Recalls
{
    public static void TakeBack(ref UserTurn turn, int index, string reason)
    {
        var message = turn.User.Queue[index];
        turn.User.Queue.RemoveAt(index);
        if (message.Presented)
        {
            turn.Do(new Effect.Recall(message.Delivery));
        }

        turn.Tell(new Fact.Recalled(turn.Now, message.Delivery, message.Campaign, message.Variant, reason));
        Ledger.Mark(turn.User, message.Delivery, delivery => delivery.Has(DeliveryMarks.Shown)
            ? delivery with { Marks = delivery.Marks | DeliveryMarks.Recalled }
            : delivery with { Marks = (delivery.Marks | DeliveryMarks.Recalled) & ~DeliveryMarks.Counted });
    }

    /// <summary>Takes back what has expired.</summary>
    public static bool Expire(ref UserTurn turn)
    {
        var before = turn.User.Queue.Count;
        for (var i = before - 1; i >= 0; i--)
        {
            if (turn.User.Queue[i].Expires <= turn.Now)
            {
                TakeBack(ref turn, i, "expired");
            }
        }

        return turn.User.Queue.Count != before;
    }
}
