using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using NodaTime;

namespace Engagement.Runtime.Shells;

/// <summary>A campaign as a host holds it. It has no timers of its own: start and end are read by the people it is for.</summary>
public sealed class CampaignShell : ActorShell
{
    private CampaignState _state;

    public CampaignShell(ActorKey key)
        : base(key) => _state = CampaignState.Blank(new CampaignId(key.Id));

    /// <exception cref="FormatException">The image is not one of a campaign.</exception>
    public CampaignShell(ActorKey key, ReadOnlyMemory<byte> image)
        : base(key) => _state = CampaignCodec.Decode(new CampaignId(key.Id), image.Span);

    /// <summary>Null while there is none. What a host tells the <see cref="Catalogs.CatalogDirectory"/> of at start.</summary>
    public CampaignSnapshot? Snapshot => (_state as CampaignState.Defined)?.Snapshot;

    /// <summary>The campaign as whoever decides by it must know it.</summary>
    public Effect.PublishCampaign Definition => new(_state.Id, _state.Version, Snapshot);

    public override Instant? NextDue => null;

    public override IActorCommand? WakeUp => null;

    public override Turn Decide(IActorCommand command, in TurnContext context)
    {
        var decision = CampaignDecider.Decide(_state, Expect<CampaignCommand>(command), context);
        _state = decision.State;
        return Turn.Of(decision);
    }

    public override void Encode(ByteWriter into) => CampaignCodec.Encode(_state, into);

    public override ValueList<Effect> Resume() => [];
}
