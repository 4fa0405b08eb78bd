using System.Text;
using Engagement.Core.Campaigns;
using Engagement.Core.Definitions;
using Engagement.Core.Workspaces;
using Engagement.Testing.Specifications;

namespace Engagement.Cluster.Tests.Wire;

/// <summary>Documents with what they say.</summary>
internal static class SampleDocuments
{
    public const string Matching = """
        {
          "name": "Abandoned cart", "tags": ["cart"],
          "trigger": { "any": [ { "event": "Product Added", "where": { "all": [ { "property": "price", "op": "gt", "value": 100 },
            { "property": "sku", "op": "matches", "value": "^r[0-9]+" } ] } } ] },
          "delay": { "for": "PT30M" },
          "start": "2026-12-01T00:00:00.123456789Z",
          "window": { "from": "09:00", "to": "21:00", "days": ["mon", "fri"], "zone": "user", "outside": "defer" },
          "variants": [ { "id": "a", "weight": 1, "content": { "inapp": { "kind": "modal", "title": "سلام {{default user.firstName \"friend\"}}" } } } ],
          "display": { "screens": [ { "path": "/shop/*" } ], "expireAfter": "P3D" },
          "goal": { "event": "Order Completed", "within": "P3D", "value": "total" }
        }
        """;

    public static readonly string[] Campaigns = [Matching, CampaignDocuments.At("Signed Up"), CampaignDocuments.After("PT1H", "Signed Up")];

    public static readonly string[] Settings =
    [
        "{}",
        """{ "zone": "Europe/Oslo", "locale": "nb", "quietHours": { "from": "22:00", "to": "07:00" } }""",
    ];

    public static CampaignDefinition Campaign(string document) => CampaignDocuments.Read(document);

    public static WorkspaceSettings Workspace(string document) => SettingsDocument.Parse(Encoding.UTF8.GetBytes(document)).Value.ShouldNotBeNull();
}
