using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Targeting;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using NodaTime;

namespace Engagement.Cluster.Tests.Wire;

/// <summary>Commands of every kind by name.</summary>
internal static class SampleCommands
{
    private static readonly Instant At = Instant.FromUtc(2026, 12, 1, 9, 30, 15) + Duration.FromMilliseconds(250);
    private static readonly MessageStamp Stamp = new(0xFEDCBA9876543210, At);
    private static readonly ClientContext Oslo = new("Europe/Oslo", "nb-NO", "/shop", "phone");
    private static readonly ApiKey Front = new("front", KeyKind.Write, "aa11", [], At, RevokedAt: null);
    private static readonly ApiKey Back = new("back", KeyKind.Secret, "bb22", ["campaigns", "people"], At, At + Duration.FromDays(1));

    private static readonly Value Traits = Value.Of(new KeyValuePair<string, Value>[]
    {
        new("plan", Value.Of("pro")),
        new("age", Value.Of(-0.0)),
        new("vip", Value.Of(true)),
        new("gone", Value.Null),
        new("tags", Value.Of([Value.Of("سبد"), Value.Of([new KeyValuePair<string, Value>("deep", Value.Of(1.5))])])),
    });

    private static readonly EventProperties Properties = new(
    [
        new Captured("price", Value.Of(129.5)), new Captured("items.0.sku", Value.Of("r7")), new Captured("cart", Traits), new Captured("price", Value.Missing),
    ]);

    public static readonly IReadOnlyDictionary<string, IActorCommand> ByName = new Dictionary<string, IActorCommand>
    {
        ["track"] = new UserCommand.Track(Stamp, "Product Added", Properties, Oslo),
        ["track-bare"] = new UserCommand.Track(new MessageStamp(0, Instant.FromUnixTimeMilliseconds(-1)), "سبد", default, null),
        ["track-nowhere"] = new UserCommand.Track(Stamp, "Page Viewed", default, new ClientContext(null, null, null, null)),
        ["identify"] = new UserCommand.Identify(Stamp, Traits, "anon-1", Oslo),
        ["identify-bare"] = new UserCommand.Identify(Stamp, Value.Missing, null, null),
        ["alias"] = new UserCommand.Alias(Stamp, PersonId.Anonymous("anon-1")),
        ["link"] = new UserCommand.Link(PersonId.Known("old")),
        ["group"] = new UserCommand.Group(Stamp, "acme", Traits),
        ["surrender"] = new UserCommand.Surrender(PersonId.Known("anna")),
        ["absorb"] = new UserCommand.Absorb(PersonId.Anonymous("anon-1"), new byte[] { 1, 0, 255 }),
        ["settle"] = new UserCommand.Settle(-300),
        ["report"] = new UserCommand.Report(
        [
            new Receipt(7, new DeliveryId("d-1"), ReceiptKind.Answered, "rate", "9", "", At),
            new Receipt(ulong.MaxValue, new DeliveryId("d-2"), ReceiptKind.Delivered, null, null, null, At),
        ]),
        ["report-nothing"] = new UserCommand.Report([]),
        ["moment"] = new UserCommand.Moment("/cart", false, "phone"),
        ["moment-bare"] = new UserCommand.Moment(null, null, null),
        ["wake-up"] = new UserCommand.WakeUp(),
        ["catalog-changed"] = new UserCommand.CatalogChanged(),
        ["erase"] = new UserCommand.Erase(),
        ["describe"] = new UserCommand.Describe(),
        ["read-queue"] = new UserCommand.ReadQueue(),
        ["explain"] = new UserCommand.Explain(new CampaignId("cart"), "Product Added", Properties),
        ["explain-bare"] = new UserCommand.Explain(new CampaignId("cart"), null, default),
        ["campaign-put"] = new CampaignCommand.Put(SampleDocuments.Matching, SampleDocuments.Campaign(SampleDocuments.Matching), 0),
        ["campaign-launch"] = new CampaignCommand.Launch(),
        ["campaign-pause"] = new CampaignCommand.Pause(),
        ["campaign-resume"] = new CampaignCommand.Resume(),
        ["campaign-stop"] = new CampaignCommand.Stop(),
        ["campaign-delete"] = new CampaignCommand.Delete(7),
        ["campaign-delete-any"] = new CampaignCommand.Delete(null),
        ["campaign-describe"] = new CampaignCommand.Describe(),
        ["workspace-create"] = new WorkspaceCommand.Create([Front, Back], "secret"),
        ["workspace-settings"] = new WorkspaceCommand.PutSettings("""{"zone":"Europe/Oslo"}""", new WorkspaceSettings { Zone = "Europe/Oslo" }, 3),
        ["workspace-add-key"] = new WorkspaceCommand.AddKey(Back),
        ["workspace-revoke-key"] = new WorkspaceCommand.RevokeKey("front"),
        ["workspace-describe"] = new WorkspaceCommand.Describe(),
    };
}
