using System.Text;
using Engagement.Core.Campaigns;
using Engagement.Core.Catalogs;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Definitions;
using NodaTime;
using Shouldly;

namespace Engagement.Core.Tests.Campaigns;

/// <summary>One campaign: given what was asked of it, when a command comes, then the decision. Every turn goes through the stored form.</summary>
internal sealed class Campaign
{
    public static readonly Instant Start = Instant.FromUtc(2026, 11, 23, 12, 0);

    private static readonly CampaignId Id = new("cart");

    public CampaignState State { get; private set; } = CampaignState.Blank(Id);

    public CampaignSnapshot Snapshot => State.ShouldBeOfType<CampaignState.Defined>().Snapshot;

    public Instant Now { get; private set; } = Start;

    public List<Fact> Facts { get; } = [];

    public static string Document(string trigger) => $$"""
        {
          "name": "Abandoned cart",
          "trigger": { "any": [ { "event": "{{trigger}}" } ] },
          "variants": [ { "id": "only", "weight": 1, "content": { "inapp": { "kind": "modal", "title": "Hello", "body": "there" } } } ]
        }
        """;

    public static CampaignCommand.Put Put(string trigger = "Product Added", long? ifVersion = null)
    {
        var document = Document(trigger);
        return new(document, CampaignDocument.Parse(Encoding.UTF8.GetBytes(document)).Value.ShouldNotBeNull(), ifVersion);
    }

    /// <summary>Put, and brought to a status.</summary>
    public static Campaign In(CampaignStatus status)
    {
        var campaign = new Campaign();
        campaign.Do(Put());
        CampaignCommand[] way = status switch
        {
            CampaignStatus.Draft => [],
            CampaignStatus.Live => [new CampaignCommand.Launch()],
            CampaignStatus.Paused => [new CampaignCommand.Launch(), new CampaignCommand.Pause()],
            _ => [new CampaignCommand.Launch(), new CampaignCommand.Stop()],
        };
        foreach (var command in way)
        {
            campaign.Do(command);
        }

        campaign.Snapshot.Status.ShouldBe(status);
        return campaign;
    }

    public Campaign At(Instant now)
    {
        Now = now;
        return this;
    }

    public Decision<CampaignState> Do(CampaignCommand command)
    {
        var decision = CampaignDecider.Decide(State, command, new TurnContext(new WorkspaceId("shop"), Now, Catalog.Empty(new WorkspaceId("shop"))));
        if (decision.Changed)
        {
            decision.FirstFact.ShouldBe(Facts.Count + 1);
            State = CampaignCodec.Decode(Id, Bytes(decision.State));
        }

        Facts.AddRange(decision.Facts.Span);
        return decision;
    }

    public static byte[] Bytes(CampaignState state)
    {
        var writer = new ByteWriter();
        CampaignCodec.Encode(state, writer);
        return writer.Written.ToArray();
    }
}
