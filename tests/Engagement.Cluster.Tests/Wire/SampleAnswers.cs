using System.Text;
using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Capping;
using Engagement.Core.Decisions;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using Engagement.Runtime.Hosting;
using NodaTime;

namespace Engagement.Cluster.Tests.Wire;

/// <summary>Answers with every kind of reply by name.</summary>
internal static class SampleAnswers
{
    private static readonly Instant At = Instant.FromUtc(2026, 12, 1, 9, 30, 15) + Duration.FromMilliseconds(250);
    private static readonly PersonId Anna = PersonId.Known("anna");
    private static readonly CampaignId Cart = new("cart");
    private static readonly DeliveryId Delivery = new("d-1");

    private static readonly Trace Held = new(Cart, Verdict.Held, Rule.Delay, ulong.MaxValue, At, Due: At + Duration.FromMinutes(30));
    private static readonly Trace Lost = new(
        Cart, Verdict.Lost, Rule.Cap("three-a-day"), 1, At, At, Delivery, "picture", new CampaignId("welcome"), "4 of 3");

    private static readonly QueuedMessage Message = new(
        Delivery, Cart, "picture", InAppKind.Modal, Encoding.UTF8.GetBytes("""{"title":"سلام"}"""),
        new Display { Screens = ["/shop/*", "/cart"], Interrupt = Interrupt.Always, ExpireAfter = Duration.FromMilliseconds(1500), Dismissible = false },
        new Priority(PriorityBucket.Low, -5), "fa", RightToLeft: true, At, At + Duration.FromDays(30), Sequence: 300);

    private static readonly UserProfile Profile = new(
        Anna,
        Known: true,
        ErasedAt: null,
        JoinedTo: null,
        Traits("plan", Value.Of("pro")),
        [PersonId.Anonymous("anon-1"), PersonId.Known("old")],
        [new GroupMembership("acme", Traits("seats", Value.Of(7)))],
        "Europe/Oslo",
        "nb-NO",
        At - Duration.FromDays(9),
        At,
        [new CounterView("Page Viewed", 5_000_000_000, At - Duration.FromDays(9), At)],
        new Session(At - Duration.FromMinutes(5), At, "/shop", Busy: true, "phone"),
        [new CapView("three-a-day", 3, 3, At + Duration.FromHours(4)), new CapView("week", 3, 10, null)],
        [new PendingTrigger(Cart, 7, "Product Added", At, new EventProperties([new Captured("price", Value.Of(1))]), At, Rule.Delay)],
        [Message],
        [new Delivery(Delivery, Cart, "picture", Channel.InApp, At, "Europe/Oslo", DeliveryMarks.Shown | DeliveryMarks.Counted, At)]);

    private static readonly UserProfile Nobody = new(
        Anna, Known: false, At, PersonId.Known("other"), Value.Missing, [], [], null, null, null, null, [], null, [], [], [], []);

    private static readonly CampaignSnapshot Campaign = new(
        Cart, 3, CampaignStatus.Live, SampleDocuments.Matching, SampleDocuments.Campaign(SampleDocuments.Matching), At, At, At);

    private static readonly WorkspaceSnapshot Workspace = new(
        new WorkspaceId("shop"), 2, new WorkspaceSettings { Zone = "Europe/Oslo" }, """{"zone":"Europe/Oslo"}""",
        [new ApiKey("front", KeyKind.Secret, "aa11", ["people"], At, At)], "secret");

    public static readonly IReadOnlyDictionary<string, Answer> ByName = new Dictionary<string, Answer>
    {
        ["bare"] = default,
        ["traces"] = new(null, null, [Held, Lost]),
        ["refused"] = new(Refusal.Of(Refusal.NotFound, "there is no campaign 'cart'"), null, []),
        ["refused-fields"] = new(new Refusal(Refusal.Invalid, "", [new("/name", "expected a text"), new("", "سبد")]), null, []),
        ["refused-all"] = new(Refusal.Of(Refusal.Overloaded, "later"), new JoinNeeded(Anna, Anna), [Held]),
        ["join"] = new(null, new JoinNeeded(Anna, PersonId.Anonymous("anon-1")), [Held]),
        ["receipts"] = new(null, new ReceiptsTaken([Delivery, new DeliveryId("d-2")]), []),
        ["surrendered"] = new(null, new Surrendered(new byte[] { 1, 0, 255 }, 1), []),
        ["queue"] = new(null, new ShownQueue([Message, Message with { Sequence = 0, Content = default }], 301), []),
        ["explanation"] = new(null, new Explanation([Held, Lost]), []),
        ["profile"] = new(null, Profile, []),
        ["profile-of-nobody"] = new(null, Nobody, []),
        ["campaign"] = new(null, new CampaignView(Campaign), []),
        ["campaign-none"] = new(null, new CampaignView(null), []),
        ["workspace"] = new(null, new WorkspaceView(Workspace), []),
        ["workspace-none"] = new(null, new WorkspaceView(null), []),
    };

    private static Value Traits(string name, Value value) => Value.Of(new KeyValuePair<string, Value>[] { new(name, value) });
}
