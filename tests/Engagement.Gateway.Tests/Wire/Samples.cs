using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Capping;
using Engagement.Core.Decisions;
using Engagement.Core.Definitions;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;
using Engagement.Core.Users;
using Engagement.Gateway.Mapping;
using Engagement.Gateway.Tests.Hosting;
using NodaTime;
using ReadSide = Engagement.Runtime.ReadSide;

namespace Engagement.Gateway.Tests.Wire;

/// <summary>What the core might say, mapped as the gateway maps it.</summary>
internal static class Samples
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);
    private static readonly CampaignId Cart = new("abandoned-cart");
    private static readonly DeliveryId Id = new("0f3Zk1JvT0y8c2m9w4Qx7A");

    public static Protocol.Message Message => Queued.ToWire();

    public static Protocol.Campaign Campaign => new CampaignSnapshot(
        Cart, 3, CampaignStatus.Live, Documents.AtPurchase,
        CampaignDocument.Parse(System.Text.Encoding.UTF8.GetBytes(Documents.AtPurchase)).Value!, Noon, Noon + Duration.FromMinutes(5), Noon + Duration.FromMilliseconds(1500)).ToWire();

    public static Protocol.Problem Problem => Problems.Of(new Refusal(
        Refusal.Invalid, "the campaign was not changed", [new FieldError("/trigger/any/0/event", "is required"), new FieldError("/colour", "unknown field")]));

    public static Protocol.IngestReply Decisions => new(true,
    [
        new Protocol.EventDecisions("m-1",
        [
            new Trace(Cart, Verdict.Held, Rule.Delay, 7, Noon, Noon + Duration.FromMinutes(30)).ToWire(),
            new Trace(new CampaignId("thanks"), Verdict.Sent, Rule.None, 7, Noon, Delivery: Id, Variant: "picture").ToWire(),
            new Trace(new CampaignId("offer"), Verdict.Dropped, Rule.Cap("three-a-day"), 7, Noon, Detail: "3 of 3 used").ToWire(),
            new Trace(new CampaignId("tip"), Verdict.Lost, Rule.Priority, 7, Noon, LostTo: new CampaignId("thanks")).ToWire(),
        ],
        UserId: "u-1"),
        new Protocol.EventDecisions("m-2", [], AnonymousId: "a-1"),
    ]);

    public static Protocol.Hello Hello => new("u-1", "known", 4, 20, [Id.Value]);

    public static Protocol.ReceiptsReply ReceiptsReply =>
        new(2, ["unknown-delivery"], Problems.ErrorsOf([new FieldError("/3/kind", "expected one of shown, clicked")]));

    public static Protocol.CampaignResults Results
    {
        get
        {
            var counts = new ReadSide.ResultCounts
            {
                Sent = 10,
                Delivered = 9,
                Shown = 8,
                Clicked = 3,
                Dismissed = 2,
                Answered = 1,
                Failed = 1,
                Recalled = 1,
                Converted = 2,
                Value = 49.5,
                Suppressed = new Dictionary<string, long> { ["cap:three-a-day"] = 4, ["quietHours"] = 1 },
            };
            return new(Cart.Value, counts.ToWire(), [counts.ToWire() with { Id = "picture" }], [
                counts.ToWire() with { From = Noon.ToWire(), Variant = "picture" }, counts.ToWire() with { From = Noon.ToWire() }]);
        }
    }

    public static Protocol.Profile Profile => new UserProfile(
        PersonId.Known("u-1"),
        Known: true,
        ErasedAt: null,
        JoinedTo: null,
        Traits,
        [PersonId.Anonymous("a-1")],
        [new GroupMembership("g-1", Value.Of([KeyValuePair.Create("plan", Value.Of("team"))]))],
        "Europe/Oslo",
        "fa",
        Noon,
        Noon + Duration.FromHours(1),
        [new CounterView("Product Added", 3, Noon, Noon + Duration.FromMinutes(9))],
        new Session(Noon, Noon + Duration.FromMinutes(9), "/shop", true, "phone"),
        [new CapView("three-a-day", 3, 3, Noon + Duration.FromDays(1)), new CapView("weekly", 1, 5, null)],
        [new PendingTrigger(Cart, 7, "Product Added", Noon, default, Noon + Duration.FromMinutes(30), Rule.Delay)],
        [Queued, Queued with { Sequence = 0 }],
        [new Delivery(Id, Cart, "picture", Channel.InApp, Noon, "Europe/Oslo", DeliveryMarks.Shown | DeliveryMarks.Clicked | DeliveryMarks.Counted, Noon)]).ToWire();

    private static Value Traits => Value.Of(
    [
        KeyValuePair.Create("plan", Value.Of("pro")),
        KeyValuePair.Create("age", Value.Of(41.5)),
        KeyValuePair.Create("vip", Value.Of(true)),
        KeyValuePair.Create("nickname", Value.Null),
        KeyValuePair.Create("sizes", Value.Of([Value.Of("m"), Value.Of(42)])),
    ]);

    private static QueuedMessage Queued => new(
        Id,
        Cart,
        "picture",
        InAppKind.Modal,
        """{"title":"هنوز فکر می‌کنید؟","body":"Your lamp is waiting.","actions":[{"id":"cart","label":"Back to cart","url":"/cart"}]}"""u8.ToArray(),
        new Display { Screens = ["/shop/*"] },
        new Priority(PriorityBucket.High, 10),
        "fa",
        RightToLeft: true,
        Noon,
        Noon + Duration.FromDays(3),
        Sequence: 4);
}
