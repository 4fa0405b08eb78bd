using System.Text;
using Engagement.Core.Campaigns;
using Engagement.Runtime.ReadSide;

namespace Engagement.Gateway.Mapping;

internal static class Campaigns
{
    public static Wire.Campaign ToWire(this CampaignSnapshot campaign) => new(
        campaign.Id.Value,
        campaign.Version,
        campaign.Status.ToWire(),
        campaign.CreatedAt.ToWire(),
        campaign.UpdatedAt.ToWire(),
        new Wire.RawJson(Encoding.UTF8.GetBytes(campaign.Document)),
        campaign.LaunchedAt.ToWire());

    public static Wire.CampaignSummary ToSummary(this CampaignSnapshot campaign) => new(
        campaign.Id.Value,
        campaign.Definition.Name,
        campaign.Version,
        campaign.Status.ToWire(),
        [.. campaign.Definition.Tags],
        campaign.CreatedAt.ToWire(),
        campaign.UpdatedAt.ToWire(),
        campaign.LaunchedAt.ToWire());

    public static Wire.ResultCounts ToWire(this ResultCounts counts) => new(
        counts.Sent,
        counts.Delivered,
        counts.Shown,
        counts.Clicked,
        counts.Dismissed,
        counts.Answered,
        counts.Failed,
        counts.Recalled,
        counts.Converted,
        counts.Value,
        counts.Suppressed);
}
