using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>The campaigns that wait for one event name, by what they ask of its properties.</summary>
internal sealed class CampaignIndex(IReadOnlyList<(CompiledCampaign Campaign, Condition? Where)> entries)
{
    public void Match(in EventProperties properties, List<CompiledCampaign> into)
    {
        CompiledCampaign? last = null;
        foreach (var (campaign, where) in entries)
        {
            if (!ReferenceEquals(campaign, last) && (where is null || Conditions.Holds(where, properties)))
            {
                into.Add(campaign);
                last = campaign;
            }
        }
    }
}
