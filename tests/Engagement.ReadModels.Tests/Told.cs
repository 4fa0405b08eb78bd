using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Engagement.ReadModels.Tests.Worlds;
using NodaTime;

namespace Engagement.ReadModels.Tests;

/// <summary>Facts as a shop's actors would tell them.</summary>
internal static class Told
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 12, 1, 12, 0);
    public static readonly CampaignId Cart = new("abandoned-cart");
    public static readonly CampaignId Welcome = new("welcome");

    public static readonly PersonId Ada = PersonId.Known("ada");
    public static readonly PersonId Visitor = PersonId.Anonymous("visitor");

    public static ActorKey Key(PersonId person) => ActorKey.Of(World.Shop, person);

    public static Instant At(int minutes) => Noon + Duration.FromMinutes(minutes);

    public static Fact Event(string name, int minutes = 0) => new Fact.EventHappened(At(minutes), name);

    public static Fact Sent(string delivery, string variant = "picture", int minutes = 0, CampaignId? campaign = null) =>
        new Fact.Decided(new Trace(campaign ?? Cart, Verdict.Sent, Rule.None, 1, At(minutes), Delivery: new DeliveryId(delivery), Variant: variant));

    public static Fact Decided(Verdict verdict, string rule, int minutes = 0, CampaignId? campaign = null) =>
        new Fact.Decided(new Trace(campaign ?? Cart, verdict, rule, 1, At(minutes)));

    public static Fact Receipt(ReceiptKind kind, string delivery, string variant = "picture", bool first = true, int minutes = 0) =>
        new Fact.ReceiptTaken(At(minutes), new DeliveryId(delivery), Cart, variant, kind, null, null, null, first);

    public static Fact Converted(string delivery, double value, string variant = "picture", int minutes = 0) =>
        new Fact.Converted(At(minutes), new DeliveryId(delivery), Cart, variant, "Order Completed", value);

    public static Fact Recalled(string delivery, string variant = "picture", int minutes = 0) =>
        new Fact.Recalled(At(minutes), new DeliveryId(delivery), Cart, variant, "expired");

    public static Fact Joined(PersonId from, int minutes = 0) => new Fact.Joined(At(minutes), from);

    public static Fact Erased(int minutes = 0) => new Fact.Erased(At(minutes));

    public static Fact Launched() => new Fact.CampaignChanged(Noon, Cart, CampaignStatus.Live, 2);
}
