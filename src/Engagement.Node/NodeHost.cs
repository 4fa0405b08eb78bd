using Engagement.Core;
using Engagement.Core.Catalogs;
using Engagement.Core.Hashing;
using Engagement.Node.Partitions;
using Engagement.Runtime;
using Engagement.Runtime.Catalogs;
using Engagement.Runtime.Effects;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.InApp;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;

namespace Engagement.Node;

/// <summary>
/// The embedded host: every actor of every workspace in this process, split over partitions of one thread and one journal each. A key's hash
/// picks its partition.
/// </summary>
public sealed class NodeHost : IActorHost, IAsyncDisposable
{
    private static readonly Refusal Full = Refusal.Of(Refusal.Overloaded, "too many commands wait; try again in a second");
    private static readonly Refusal Gone = Refusal.Of(Refusal.Unavailable, "the host is not running");
    private static readonly HostHealth NotRunning = new(["the host is not running"]);

    private readonly NodeOptions _options;
    private readonly TimeProvider _time;
    private readonly CatalogDirectory _catalogs = new();
    private readonly EffectDispatcher _effects;
    private readonly PartitionServices _services;
    private readonly NodeFacts _facts;
    private DataFolder? _folder;
    private Partition[] _partitions = [];
    private volatile bool _running;

    /// <param name="streams">Where in-app messages are pushed.</param>
    /// <param name="beforeWrite">Called by each partition right before it writes; what it throws refuses the write. For tests of faults.</param>
    public NodeHost(NodeOptions options, IStreams streams, TimeProvider time, ILoggerFactory loggers, Action? beforeWrite = null)
    {
        (_options, _time) = (options, time);
        _effects = new EffectDispatcher(_catalogs, streams, time, loggers.CreateLogger<EffectDispatcher>());
        _facts = new NodeFacts();
        _services = new PartitionServices(
            _catalogs, _effects, time, loggers.CreateLogger<NodeHost>(), beforeWrite ?? (static () => { }), _facts.Written, Forward, Fail);
    }

    /// <summary>Raised once, from the thread that found it, when the node can only go on after the process was started again.</summary>
    public event Action<Exception>? Failed;

    public IReadOnlyCollection<WorkspaceId> Workspaces => _catalogs.Workspaces;

    /// <summary>The durable facts of the running node.</summary>
    public NodeFacts Facts => _facts;

    public HostHealth Health => _running
        ? new HostHealth(ValueList.From(_partitions.Select(partition => partition.Trouble).OfType<string>()))
        : NotRunning;

    public Instant Now => _time.GetUtcNow().ToInstant();

    /// <summary>Commands waiting in all partitions.</summary>
    public int Waiting => _partitions.Sum(partition => partition.Waiting);

    public Catalog? CatalogOf(WorkspaceId workspace) => _catalogs.CatalogOf(workspace);

    public KeyGrant? FindKey(string hash) => _catalogs.FindKey(hash);

    /// <summary>Opens the data folder, recovers, and begins to take commands.</summary>
    /// <exception cref="IOException">The folder cannot be used: another process has it, or the disk refuses.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _folder = DataFolder.Open(_options.Data, _options.Partitions);
        _partitions = new Partition[_folder.Partitions];
        var recovered = await Task.WhenAll(Enumerable.Range(0, _partitions.Length).Select(index => Task.Run(
            () =>
            {
                _partitions[index] = new Partition(index, _options, _services);
                return _partitions[index].Recover();
            },
            cancellationToken)));
        _catalogs.Load(recovered.SelectMany(shells => shells));
        _facts.Open([.. _partitions], PartitionOf);
        _running = true;
        foreach (var partition in _partitions)
        {
            partition.Start();
        }

        _effects.Start(this);
    }

    /// <summary>Takes what was accepted, then stops.</summary>
    public Task StopAsync() => StopAsync(static partition => partition.FoldBeforeStop());

    /// <summary>Stops with the journal unfolded, as a kill would leave it. For tests.</summary>
    internal Task AbandonAsync() => StopAsync(static _ => { });

    public async ValueTask DisposeAsync() => await StopAsync();

    public async ValueTask<Answer> AskAsync(ActorKey key, IActorCommand command, CancellationToken cancellationToken) =>
        (await AskAsync(new Envelope[] { new(key, command) }, cancellationToken))[0];

    /// <inheritdoc/>
    /// <remarks>Once commands are accepted they are waited for: cancelling then has no effect, so the caller's memory stays its own until the answer.</remarks>
    public ValueTask<Answer[]> AskAsync(ReadOnlyMemory<Envelope> commands, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (commands.Length == 0)
        {
            return new([]);
        }

        var request = new Request(commands);
        if (!_running)
        {
            Refuse(request, null, Gone);
        }
        else if (_partitions.Length == 1 || commands.Length == 1)
        {
            Post(request, PartitionOf(commands.Span[0].Key), null);
        }
        else
        {
            Split(request);
        }

        return new(request.Done);
    }

    public ValueTask<Answer?> SurrenderAsync(WorkspaceId workspace, PersonId to, PersonId from, CancellationToken cancellationToken) =>
        Joining.SurrenderOneByOneAsync(this, workspace, to, from, cancellationToken);

    /// <summary>Drops every actor from memory; the next command to each loads it again.</summary>
    public Task EvictAsync() => Task.WhenAll(_partitions.Select(partition => partition.EvictAsync()));

    private async Task StopAsync(Action<Partition> first)
    {
        if (!_running)
        {
            return;
        }

        _running = false;
        await Task.WhenAll(_partitions.Select(partition => Task.Run(() =>
        {
            first(partition);
            partition.Stop();
        })));
        await _effects.DisposeAsync();
        _facts.Close();
        foreach (var partition in _partitions)
        {
            partition.Dispose();
        }

        _folder?.Dispose();
    }

    private int PartitionOf(ActorKey key) => (int)(StableHash.Of(key.Id) % (ulong)_partitions.Length);

    private void Split(Request request)
    {
        var counts = new int[_partitions.Length];
        var homes = new int[request.Commands.Length];
        for (var i = 0; i < homes.Length; i++)
        {
            homes[i] = PartitionOf(request.Commands[i].Key);
            counts[homes[i]]++;
        }

        var shares = Array.ConvertAll(counts, count => new int[count]);
        Array.Clear(counts);
        for (var i = 0; i < homes.Length; i++)
        {
            shares[homes[i]][counts[homes[i]]++] = i;
        }

        for (var partition = 0; partition < shares.Length; partition++)
        {
            if (shares[partition].Length > 0)
            {
                Post(request, partition, shares[partition]);
            }
        }
    }

    private void Post(Request request, int partition, int[]? indices)
    {
        var weight = indices?.Length ?? request.Commands.Length;
        if (!_partitions[partition].TryPost(new Work(request, indices, null, null), weight))
        {
            Refuse(request, indices, _running ? Full : Gone);
        }
    }

    private static void Refuse(Request request, int[]? indices, Refusal refusal)
    {
        for (var i = 0; i < (indices?.Length ?? request.Commands.Length); i++)
        {
            request.Refuse(indices?[i] ?? i, refusal);
        }
    }

    // A forwarded command was accepted already: it passes a full mailbox.
    private void Forward(Command command)
    {
        if (!_partitions[PartitionOf(command.Key)].TryPost(new Work(null, null, command, null), 0))
        {
            command.Request?.Refuse(command.Index, Gone);
        }
    }

    private void Fail(Exception exception) => Failed?.Invoke(exception);
}
