using Engagement.Core.Campaigns;
using Engagement.Core.Targeting;
using NodaTime;

namespace Engagement.Core.Tests.Catalogs;

internal static class Snapshots
{
    private static readonly Instant Epoch = Instant.FromUnixTimeSeconds(0);

    /// <summary>The campaign's id is its name.</summary>
    public static CampaignSnapshot Of((CampaignDefinition Definition, CampaignStatus Status) campaign) =>
        new(new CampaignId(campaign.Definition.Name), 1, campaign.Status, "{}", campaign.Definition, Epoch, Epoch, Epoch);

    public static EventProperties Properties(params ReadOnlySpan<(string Path, Value Value)> properties)
    {
        var items = new Captured[properties.Length];
        for (var index = 0; index < items.Length; index++)
        {
            items[index] = new Captured(properties[index].Path, properties[index].Value);
        }

        return new EventProperties(items);
    }
}
