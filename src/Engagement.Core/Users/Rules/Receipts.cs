using Engagement.Core.Decisions;
using Engagement.Core.Messages;
using NodaTime;

namespace Engagement.Core.Users.Rules;

/// <summary>What devices say became of messages: counted once per receipt, unique per delivery, and gone from every device once dealt with.</summary>
internal static class Receipts
{
    public static Decision<UserState> Take(ActiveUser user, UserCommand.Report report, TurnContext context)
    {
        var turn = new UserTurn(user, context);
        var unknown = new List<DeliveryId>();
        foreach (var receipt in report.Receipts)
        {
            if (Ledger.Find(user, receipt.Delivery) is not { } delivery)
            {
                unknown.Add(receipt.Delivery);
            }
            else if (user.Recent.TryAdd(receipt.ReceiptKey, context.Now))
            {
                Take(ref turn, delivery, receipt);
            }
        }

        var reply = new ReceiptsTaken(ValueList.From(unknown));
        return turn.HasFacts ? turn.Done(reply) : Decision<UserState>.Answer(user, reply);
    }

    private static void Take(ref UserTurn turn, Delivery delivery, Receipt receipt)
    {
        var mark = MarkOf(receipt.Kind);
        var at = turn.Context.Happened(receipt.At);
        turn.Tell(new Fact.ReceiptTaken(
            at, delivery.Id, delivery.Campaign, delivery.Variant, receipt.Kind, receipt.Action, receipt.Answer, receipt.Reason, !delivery.Has(mark)));
        Ledger.Mark(turn.User, delivery.Id, known => Marked(known, receipt.Kind, mark, at));
        if (IsDealtWith(turn.User, receipt))
        {
            turn.User.Queue.RemoveAll(message => message.Delivery == delivery.Id);
            turn.Do(new Effect.Recall(delivery.Id));
        }
    }

    private static Delivery Marked(Delivery delivery, ReceiptKind kind, DeliveryMarks mark, Instant at)
    {
        var marks = delivery.Marks | mark;
        return kind switch
        {
            ReceiptKind.Shown => delivery with { Marks = marks, ShownAt = delivery.ShownAt ?? at },

            // A message that failed before it was seen gives its place under the caps back.
            ReceiptKind.Failed when !delivery.Has(DeliveryMarks.Shown) => delivery with { Marks = marks & ~DeliveryMarks.Counted },
            _ => delivery with { Marks = marks },
        };
    }

    private static bool IsDealtWith(ActiveUser user, Receipt receipt) => receipt.Kind switch
    {
        ReceiptKind.Dismissed or ReceiptKind.Answered or ReceiptKind.Failed => true,
        ReceiptKind.Clicked => user.Queue.Exists(message =>
            message.Delivery == receipt.Delivery && message.Kind is InAppKind.Modal or InAppKind.Banner),
        _ => false,
    };

    private static DeliveryMarks MarkOf(ReceiptKind kind) => kind switch
    {
        ReceiptKind.Delivered => DeliveryMarks.Delivered,
        ReceiptKind.Shown => DeliveryMarks.Shown,
        ReceiptKind.Clicked => DeliveryMarks.Clicked,
        ReceiptKind.Dismissed => DeliveryMarks.Dismissed,
        ReceiptKind.Answered => DeliveryMarks.Answered,
        _ => DeliveryMarks.Failed,
    };
}
