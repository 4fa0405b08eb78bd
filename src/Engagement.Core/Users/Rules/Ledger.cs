using Engagement.Core.Capping;
using NodaTime;

namespace Engagement.Core.Users.Rules;

/// <summary>The deliveries of the last 35 days: written when a message is sent, marked by what becomes of it, read by caps and goals.</summary>
internal static class Ledger
{
    public const int Maximum = 1_000;

    public static void Add(ActiveUser user, Delivery delivery)
    {
        var oldest = delivery.SentAt - Delivery.Kept;
        user.Deliveries.RemoveAll(old => old.SentAt < oldest);
        if (user.Deliveries.Count == Maximum)
        {
            user.Deliveries.RemoveAt(0);
        }

        user.Deliveries.Add(delivery);
    }

    public static Delivery? Find(ActiveUser user, DeliveryId id) => user.Deliveries.Find(delivery => delivery.Id == id);

    public static bool Has(ActiveUser user, DeliveryId id, DeliveryMarks mark) => Find(user, id)?.Has(mark) ?? false;

    public static void Mark(ActiveUser user, DeliveryId id, Func<Delivery, Delivery> change)
    {
        var index = user.Deliveries.FindIndex(delivery => delivery.Id == id);
        if (index >= 0)
        {
            user.Deliveries[index] = change(user.Deliveries[index]);
        }
    }

    /// <summary>What the cap rules count.</summary>
    public static CappedSend[] Counted(ActiveUser user) =>
        [.. user.Deliveries.Where(delivery => delivery.Has(DeliveryMarks.Counted)).Select(delivery => new CappedSend(delivery.SentAt, delivery.Channel, delivery.Zone))];

    public static Instant? LastReceived(ActiveUser user, CampaignId campaign) =>
        user.Received.Find(received => received.Campaign == campaign)?.LastAt;

    public static void Receive(ActiveUser user, CampaignId campaign, Instant at)
    {
        var index = user.Received.FindIndex(received => received.Campaign == campaign);
        if (index < 0)
        {
            user.Received.Add(new Received(campaign, at, 1));
        }
        else
        {
            user.Received[index] = new Received(campaign, at, user.Received[index].Times + 1);
        }
    }
}
