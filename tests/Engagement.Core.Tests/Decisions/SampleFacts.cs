using Engagement.Core.Campaigns;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Engagement.Core.Tests.Decisions;

/// <summary>One fact of every form by name, and a generator of any.</summary>
internal static class SampleFacts
{
    private static readonly Instant At = Instant.FromUtc(2026, 12, 1, 9, 30, 15) + Duration.FromMilliseconds(250);
    private static readonly CampaignId Cart = new("abandoned-cart");
    private static readonly DeliveryId Delivery = new("d-1");

    public static readonly IReadOnlyDictionary<string, Fact> ByName = new Dictionary<string, Fact>
    {
        ["event"] = new Fact.EventHappened(At, "Product Added"),
        ["event-before-1970"] = new Fact.EventHappened(Instant.FromUnixTimeMilliseconds(-1), "سبد"),
        ["decided-bare"] = new Fact.Decided(new Trace(Cart, Verdict.Dropped, Rule.Audience, 7, At)),
        ["decided-held"] = new Fact.Decided(new Trace(Cart, Verdict.Held, Rule.Delay, ulong.MaxValue, At, Due: At + Duration.FromMinutes(30))),
        ["decided-full"] = new Fact.Decided(new Trace(
            Cart, Verdict.Lost, Rule.Cap("three-a-day"), 1, At, At, Delivery, "picture", new CampaignId("welcome"), "4 of 3")),
        ["receipt-bare"] = new Fact.ReceiptTaken(At, Delivery, Cart, "plain", ReceiptKind.Delivered, null, null, null, First: true),
        ["receipt-full"] = new Fact.ReceiptTaken(At, Delivery, Cart, "plain", ReceiptKind.Failed, "cart", "9", "", First: false),
        ["converted"] = new Fact.Converted(At, Delivery, Cart, "picture", "Order Completed", 129.5),
        ["recalled"] = new Fact.Recalled(At, Delivery, Cart, "picture", "expired"),
        ["identified"] = new Fact.Identified(At),
        ["joined"] = new Fact.Joined(At, PersonId.Anonymous("anon-1")),
        ["joined-known"] = new Fact.Joined(At, PersonId.Known("old")),
        ["erased"] = new Fact.Erased(At),
        ["campaign"] = new Fact.CampaignChanged(At, Cart, CampaignStatus.Live, 300),
    };

    private static readonly Gen<string> Text =
        Gen.OneOf(Gen.Elements("", "a", "Product Added", "سبد خرید", "😀"), Gen.Choose(0, 400).Select(length => new string('x', length)));

    private static readonly Gen<string?> Maybe = Gen.OneOf(Gen.Constant<string?>(null), Text.Select(text => (string?)text));

    private static readonly Gen<Instant> Moment =
        from days in Gen.Choose(-400_000, 400_000)
        from milliseconds in Gen.Choose(0, 86_399_999)
        select Instant.FromUnixTimeMilliseconds((days * 86_400_000L) + milliseconds);

    private static readonly Gen<ulong> Cause =
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        select ((ulong)(uint)high << 32) | (uint)low;

    private static readonly Gen<Trace> AnyTrace =
        from campaign in Text
        from verdict in Gen.Elements(Enum.GetValues<Verdict>())
        from rule in Text
        from cause in Cause
        from at in Moment
        from due in Gen.OneOf(Gen.Constant<Instant?>(null), Moment.Select(due => (Instant?)due))
        from delivery in Maybe
        from variant in Maybe
        from winner in Maybe
        from detail in Maybe
        select new Trace(
            new CampaignId(campaign), verdict, rule, cause, at, due, delivery is null ? null : new DeliveryId(delivery), variant,
            winner is null ? null : new CampaignId(winner), detail);

    private static readonly Gen<Fact> Receipt =
        from at in Moment
        from delivery in Text
        from campaign in Text
        from variant in Text
        from kind in Gen.Elements(Enum.GetValues<ReceiptKind>())
        from action in Maybe
        from answer in Maybe
        from reason in Maybe
        from first in Gen.Elements(true, false)
        select (Fact)new Fact.ReceiptTaken(at, new DeliveryId(delivery), new CampaignId(campaign), variant, kind, action, answer, reason, first);

    public static readonly Gen<Fact> Any = Gen.OneOf(
        from at in Moment from name in Text select (Fact)new Fact.EventHappened(at, name),
        AnyTrace.Select(trace => (Fact)new Fact.Decided(trace)),
        Receipt,
        from at in Moment
        from delivery in Text
        from campaign in Text
        from name in Text
        from value in Gen.Choose(-1_000, 1_000_000)
        select (Fact)new Fact.Converted(at, new DeliveryId(delivery), new CampaignId(campaign), "b", name, value / 7.0),
        from at in Moment
        from delivery in Text
        from reason in Text
        select (Fact)new Fact.Recalled(at, new DeliveryId(delivery), new CampaignId("c"), "b", reason),
        Moment.Select(at => (Fact)new Fact.Identified(at)),
        from at in Moment
        from kind in Gen.Elements(Enum.GetValues<PersonKind>())
        from id in Text
        select (Fact)new Fact.Joined(at, new PersonId(kind, id)),
        Moment.Select(at => (Fact)new Fact.Erased(at)),
        from at in Moment
        from status in Gen.Elements(Enum.GetValues<CampaignStatus>())
        from version in Gen.Choose(0, int.MaxValue)
        select (Fact)new Fact.CampaignChanged(at, new CampaignId("c"), status, version));
}
