using Engagement.Cluster.Actors;
using Engagement.Cluster.Catalogs;
using Engagement.Cluster.Joins;
using Engagement.Core;
using Engagement.Core.Catalogs;
using Engagement.Runtime.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Engagement.Cluster.Hosting;

/// <summary>The cluster as one of its processes sees it, whether it is a silo or only a client of them.</summary>
public sealed partial class ClusterHost(
    IGrainFactory grains, ClusterCatalogs catalogs, ClusterClock clock, ClusterHostOptions options, ILogger<ClusterHost> logger) : IActorHost
{
    private static readonly Refusal Full = Refusal.Of(Refusal.Overloaded, "too many commands wait; try again in a second");
    private static readonly Refusal Stopped = Refusal.Of(Refusal.Unavailable, "the host is not running");
    private static readonly HostHealth NotRunning = new(["the cluster is not joined yet"]);

    private readonly Lanes _lanes = new(grains, catalogs, options, logger);
    private volatile bool _running;

    public IReadOnlyCollection<WorkspaceId> Workspaces => catalogs.Directory.Workspaces;

    public HostHealth Health => _running ? new HostHealth(catalogs.Trouble is { } trouble ? [trouble] : []) : NotRunning;

    public Instant Now => clock.Now;

    /// <summary>Commands waiting in this process.</summary>
    public int Waiting => _lanes.Waiting;

    public Catalog? CatalogOf(WorkspaceId workspace) => catalogs.Directory.CatalogOf(workspace);

    public KeyGrant? FindKey(string hash) => catalogs.Directory.FindKey(hash);

    public async ValueTask<Answer> AskAsync(ActorKey key, IActorCommand command, CancellationToken cancellationToken) =>
        (await AskAsync(new Envelope[] { new(key, command) }, cancellationToken))[0];

    /// <inheritdoc/>
    /// <remarks>Once commands are accepted they are waited for: cancelling then has no effect.</remarks>
    public ValueTask<Answer[]> AskAsync(ReadOnlyMemory<Envelope> commands, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (commands.IsEmpty)
        {
            return new([]);
        }

        if (!_running)
        {
            return new(Refuse(commands.Length, Stopped));
        }

        if (!_lanes.TryReserve(commands.Length))
        {
            return new(Refuse(commands.Length, Full));
        }

        var asking = new Asking(commands.Length);
        Send(commands.Span, asking);
        return new(asking.Done);
    }

    public async ValueTask<Answer?> SurrenderAsync(WorkspaceId workspace, PersonId to, PersonId from, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var answers = await grains.GetGrain<IJoinGrain>(GrainKeys.Of(workspace))
                .SurrenderAsync(ActorKey.Of(workspace, to).ToString(), ActorKey.Of(workspace, from).ToString());
            return answers.Items is [var (answer, _)] ? answer : null;
        }
        catch (Exception failure) when (failure is not TurnFailedException)
        {
            LogNotJoined(failure);
            return new Answer(Refusal.Of(Refusal.Unavailable, "the persons could not be reached"), null, default);
        }
    }

    internal void Start() => _running = true;

    internal void Stop() => _running = false;

    private static Answer[] Refuse(int count, Refusal refusal)
    {
        var answers = new Answer[count];
        Array.Fill(answers, new Answer(refusal, null, default));
        return answers;
    }

    private void Send(ReadOnlySpan<Envelope> commands, Asking asking)
    {
        if (commands.Length == 1)
        {
            _lanes.Send(commands[0].Key, [new Waiting(commands[0].Command, asking, 0, 0)]);
            return;
        }

        var byActor = new Dictionary<ActorKey, List<Waiting>>();
        for (var i = 0; i < commands.Length; i++)
        {
            if (!byActor.TryGetValue(commands[i].Key, out var waiting))
            {
                byActor.Add(commands[i].Key, waiting = []);
            }

            waiting.Add(new Waiting(commands[i].Command, asking, i, 0));
        }

        foreach (var (key, waiting) in byActor)
        {
            _lanes.Send(key, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(waiting));
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A person could not surrender to another: one of them could not be reached")]
    private partial void LogNotJoined(Exception failure);
}
