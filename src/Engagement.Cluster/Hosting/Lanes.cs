using System.Collections.Concurrent;
using Engagement.Cluster.Actors;
using Engagement.Cluster.Catalogs;
using Engagement.Cluster.Wire;
using Engagement.Core;
using Engagement.Runtime.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Cluster.Hosting;

/// <summary>Sends the commands of this process to actors wherever they are, and brings the answers back. Safe for any number of threads.</summary>
internal sealed partial class Lanes(IGrainFactory grains, ClusterCatalogs catalogs, ClusterHostOptions options, ILogger logger)
{
    private const int MostTries = 20;

    // Many more than cores: whoever is put aside while holding one should be in nobody's way.
    private const int Locks = 256;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);
    private static readonly Refusal Gone = Refusal.Of(Refusal.Unavailable, "the actor could not be reached; it may or may not have taken the command");
    private static readonly Refusal Restless = Refusal.Of(Refusal.Unavailable, "the actor does not come to rest; nothing was taken");

    private readonly ActorGrains _grains = new(grains);
    private readonly ConcurrentDictionary<ActorKey, Lane> _lanes = new(Locks, Locks);
    private int _waiting;

    /// <summary>Commands waiting in this process.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Room for more commands, or false when there are too many.</summary>
    public bool TryReserve(int count)
    {
        if (Interlocked.Add(ref _waiting, count) <= options.MailboxCapacity)
        {
            return true;
        }

        Interlocked.Add(ref _waiting, -count);
        return false;
    }

    /// <summary>Sends commands to one actor, in order, for which there is room.</summary>
    public void Send(ActorKey key, ReadOnlySpan<Waiting> commands)
    {
        while (true)
        {
            var lane = _lanes.GetOrAdd(key, static actor => new Lane(actor));
            if (lane.TryAdd(commands, out var begins))
            {
                if (begins)
                {
                    RunAsync(lane).Ignore();
                }

                return;
            }

            _lanes.TryRemove(KeyValuePair.Create(key, lane));
        }
    }

    private async Task RunAsync(Lane lane)
    {
        var grain = _grains.Of(lane.Key);
        while (lane.Take(options.CommandsPerCall) is { Count: > 0 } taken)
        {
            await AskAsync(lane.Key, grain, taken);
        }

        _lanes.TryRemove(KeyValuePair.Create(lane.Key, lane));
    }

    private async Task AskAsync(ActorKey key, IActorGrain grain, List<Waiting> taken)
    {
        try
        {
            var answers = await TryAsync(key.Workspace, grain, [.. taken.Select(waiting => waiting.Command)]);
            for (var i = 0; i < taken.Count; i++)
            {
                LetOut(key, taken[i], answers is null ? new ActorAnswer(new Answer(Restless, null, default), null) : answers[i]);
            }
        }
        catch (TurnFailedException bug)
        {
            await IsolateAsync(key, grain, taken, bug);
        }
        catch (Exception lost)
        {
            // The cluster failed, or the storage that the actor is loaded from: not the turn.
            LogLost(key.Kind, lost);
            foreach (var waiting in taken)
            {
                End(waiting, new Answer(Gone, null, default));
            }
        }
    }

    // One of them cannot be taken: the others can, each by itself.
    private async Task IsolateAsync(ActorKey key, IActorGrain grain, List<Waiting> taken, TurnFailedException bug)
    {
        if (taken.Count == 1)
        {
            Interlocked.Decrement(ref _waiting);
            taken[0].Asking.Fail(bug);
            return;
        }

        foreach (var waiting in taken)
        {
            await AskAsync(key, grain, [waiting]);
        }
    }

    private async Task<ActorAnswer[]?> TryAsync(WorkspaceId workspace, IActorGrain grain, IActorCommand[] commands)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await DeliverAsync(grain, new Commands(commands, catalogs.VersionOf(workspace))) is { Items: { } items } answers)
            {
                await catalogs.CatchUpAsync(workspace, answers.CatalogVersion);
                return items;
            }

            // It is about to go, or was: the next one takes over.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5 << Math.Min(tries, 10), LongestPause.TotalMilliseconds)));
        }

        return null;
    }

    /// <returns>Null when the call was turned away before it reached the actor, as while silos come and go.</returns>
    private static async Task<Answers?> DeliverAsync(IActorGrain grain, Commands commands)
    {
        try
        {
            return await grain.AskAsync(commands);
        }
        catch (OrleansMessageRejectionException rejected) when (rejected is not SiloUnavailableException)
        {
            return null;
        }
    }

    private void LetOut(ActorKey key, in Waiting waiting, in ActorAnswer answer)
    {
        if (answer.Forward is not { } next)
        {
            End(waiting, answer.Answer);
        }
        else if (waiting.Hops >= Forwarding.LongestChain)
        {
            End(waiting, new Answer(Forwarding.TooLong, null, default));
        }
        else
        {
            Send(next, [waiting with { Hops = waiting.Hops + 1 }]);
        }
    }

    private void End(in Waiting waiting, in Answer answer)
    {
        Interlocked.Decrement(ref _waiting);
        waiting.Asking.Answer(waiting.Index, answer);
    }

    // Callers are told and the rate of refusals is measured: in an outage there are thousands of these.
    [LoggerMessage(Level = LogLevel.Debug, Message = "A {Kind} could not be reached")]
    private partial void LogLost(ActorKind kind, Exception lost);
}
