using Engagement.Core.Campaigns;
using Engagement.Core.Experiments;
using Engagement.Core.Messages;

namespace Engagement.Core.Catalogs;

/// <summary>A campaign made ready to be decided on.</summary>
public sealed class CompiledCampaign
{
    public CompiledCampaign(CampaignSnapshot snapshot)
    {
        Snapshot = snapshot;
        Allocation = new VariantAllocation(snapshot.Id.Value, Definition.Control, [.. Definition.Variants.Select(variant => variant.Weight)]);
        CapturedPaths = ValueList.From(TemplatePaths.OfEvent(Definition));
        Events = [.. EventRules.EventsOf(Definition)];
    }

    public CampaignSnapshot Snapshot { get; }

    public CampaignId Id => Snapshot.Id;

    public CampaignDefinition Definition => Snapshot.Definition;

    public bool IsLive => Snapshot.Status == CampaignStatus.Live;

    public VariantAllocation Allocation { get; }

    /// <summary>Event property paths that a pending trigger must keep, because a template reads them.</summary>
    public ValueList<string> CapturedPaths { get; }

    /// <summary>Every event it waits for, or reads how often it happened; each once.</summary>
    internal string[] Events { get; }
}
