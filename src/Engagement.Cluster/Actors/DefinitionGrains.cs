using Engagement.Cluster.Storage;
using Engagement.Core.Decisions;
using Engagement.Runtime.Shells;
using Orleans.Concurrency;

namespace Engagement.Cluster.Actors;

/// <inheritdoc cref="ICampaignGrain"/>
[Reentrant]
[GrainType("campaign")]
public sealed class CampaignGrain(
    [PersistentState("actor", StorageNames.Actors)] IPersistentState<ActorRecord> record, ActorServices services)
    : ActorGrain(record, services), ICampaignGrain
{
    private protected override IEnumerable<Effect> Definition(ReadOnlyMemory<byte> image) =>
        image.IsEmpty ? [] : [((CampaignShell)Shell).Definition];
}

/// <inheritdoc cref="IWorkspaceGrain"/>
[Reentrant]
[GrainType("workspace")]
public sealed class WorkspaceGrain(
    [PersistentState("actor", StorageNames.Actors)] IPersistentState<ActorRecord> record, ActorServices services)
    : ActorGrain(record, services), IWorkspaceGrain
{
    private protected override IEnumerable<Effect> Definition(ReadOnlyMemory<byte> image) =>
        ((WorkspaceShell)Shell).Snapshot is { } snapshot ? [new Effect.PublishWorkspace(snapshot)] : [];
}
