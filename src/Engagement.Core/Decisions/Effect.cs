using Engagement.Core.Campaigns;
using Engagement.Core.Messages;
using Engagement.Core.Workspaces;

namespace Engagement.Core.Decisions;

/// <summary>What a turn wants done outside its actor, after its write is durable.</summary>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>Show a message on the person's open streams. Best effort: the queue is the truth, a client that was away reads it.</summary>
    public sealed record Present(QueuedMessage Message) : Effect;

    /// <summary>Take a message off every device. Best effort, as <see cref="Present"/>.</summary>
    public sealed record Recall(DeliveryId Delivery) : Effect;

    /// <summary>The person is now another: give the same command to that one, and answer with its answer.</summary>
    public sealed record Forward(PersonId To) : Effect;

    /// <summary>Owed: give <see cref="Image"/> to <see cref="To"/> as an Absorb, then settle <see cref="EffectId"/> here.</summary>
    public sealed record HandOver(long EffectId, PersonId To, ReadOnlyMemory<byte> Image) : Effect;

    /// <summary>End the person's open streams: they were erased.</summary>
    public sealed record CloseStreams : Effect;

    /// <summary>A campaign's definition or status is now this; null: it was deleted. The catalog follows.</summary>
    /// <param name="Version">Grows with every change, a deletion among them.</param>
    public sealed record PublishCampaign(CampaignId Campaign, long Version, CampaignSnapshot? Snapshot) : Effect;

    /// <summary>The workspace's settings and keys are now these.</summary>
    public sealed record PublishWorkspace(WorkspaceSnapshot Snapshot) : Effect;
}
