using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Workspaces;
using Engagement.Runtime;
using Engagement.Runtime.Shells;

namespace Engagement.Cluster.Catalogs;

/// <summary>One definition of a workspace as it is now: a campaign, or the workspace's own settings and keys.</summary>
/// <param name="Actor">Whose definition it is, as an actor's key.</param>
/// <param name="Version">Of the workspace's definitions, with which it became this.</param>
/// <param name="Image">As its actor keeps it; that of a campaign that was deleted says so.</param>
[GenerateSerializer]
[Immutable]
[Alias("engagement.definition")]
public sealed record CatalogEntry([property: Id(0)] string Actor, [property: Id(1)] long Version, [property: Id(2)] byte[] Image)
{
    /// <summary>The definition as whoever decides by it must know it.</summary>
    public Effect ToEffect()
    {
        var key = ActorKey.Parse(Actor);
        return ActorShells.Load(key, Image) switch
        {
            CampaignShell campaign => campaign.Definition,
            WorkspaceShell { Snapshot: { } workspace } => new Effect.PublishWorkspace(workspace),
            _ => throw new FormatException($"a {key.Kind} defines nothing"),
        };
    }

    /// <summary>Whether the definition itself is older than another of the same actor.</summary>
    public bool IsOlderThan(CatalogEntry other) => (ToEffect(), other.ToEffect()) switch
    {
        (Effect.PublishCampaign mine, Effect.PublishCampaign known) => mine.Version < known.Version,
        (Effect.PublishWorkspace mine, Effect.PublishWorkspace known) => mine.Snapshot.Version < known.Snapshot.Version,
        _ => false,
    };

    /// <summary>What a definition is kept and told as. It has no version yet.</summary>
    public static CatalogEntry Of(ActorKey actor, Effect effect)
    {
        var writer = new ByteWriter();
        switch (effect)
        {
            case Effect.PublishCampaign { Snapshot: { } campaign }:
                CampaignCodec.Encode(new CampaignState.Defined(campaign, 0), writer);
                break;
            case Effect.PublishCampaign publish:
                CampaignCodec.Encode(new CampaignState.None(publish.Campaign, publish.Version, 0), writer);
                break;
            case Effect.PublishWorkspace publish:
                WorkspaceCodec.Encode(new WorkspaceState.Existing(publish.Snapshot), writer);
                break;
        }

        return new CatalogEntry(actor.ToString(), 0, writer.Written.ToArray());
    }
}

/// <summary>What changed in a workspace's definitions.</summary>
/// <param name="Version">The version these lead to.</param>
[GenerateSerializer]
[Immutable]
[Alias("engagement.catalogChange")]
public sealed record CatalogChange([property: Id(0)] string Workspace, [property: Id(1)] long Version, [property: Id(2)] CatalogEntry[] Entries);

/// <summary>The version of one workspace's definitions.</summary>
[GenerateSerializer]
[Immutable]
[Alias("engagement.catalogVersion")]
public readonly record struct CatalogVersion([property: Id(0)] string Workspace, [property: Id(1)] long Version);
