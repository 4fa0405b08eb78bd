using Engagement.Core;
using Engagement.Core.Catalogs;
using Engagement.Runtime.Hosting;
using NodaTime;

namespace Engagement.Gateway.Tests.Hosting;

/// <summary>The host running now, with what a test wants it to refuse.</summary>
internal sealed class RunningHost(Func<IActorHost> host) : IActorHost
{
    public IReadOnlyCollection<WorkspaceId> Workspaces => host().Workspaces;

    public HostHealth Health => host().Health;

    public Instant Now => host().Now;

    public ValueTask<Answer> AskAsync(ActorKey key, IActorCommand command, CancellationToken cancellationToken) =>
        host().AskAsync(key, command, cancellationToken);

    public ValueTask<Answer[]> AskAsync(ReadOnlyMemory<Envelope> commands, CancellationToken cancellationToken) =>
        host().AskAsync(commands, cancellationToken);

    public Catalog? CatalogOf(WorkspaceId workspace) => host().CatalogOf(workspace);

    public KeyGrant? FindKey(string hash) => host().FindKey(hash);
}
