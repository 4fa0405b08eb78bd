using Engagement.Core;
using Engagement.Core.Catalogs;
using Engagement.Runtime;
using Engagement.Runtime.Diagnostics;
using Engagement.Runtime.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Engagement.Node.Partitions;

/// <summary>
/// The turns that share one write: decided in order; then the write; then timers, effects and answers, in this order.
/// </summary>
internal sealed partial class TurnBatch(
    PartitionStore store, NodeOptions options, PartitionServices services, Action<HotActor, long> arm, Action<ActorKey, long> armAgain) : IDisposable
{
    private const long RetryAfterMs = 1_000;
    private const long RetryAfterBugMs = 60_000;

    private readonly HotActors _hot = new(options.HotActors);
    private readonly TurnJournal _journal = new(store, options, services);
    private readonly List<Outcome> _outcomes = [];
    private readonly ILogger _logger = services.Logger;
    private WorkspaceId? _workspace;
    private Catalog? _catalog;
    private long _batch;

    /// <summary>Decides, writes, and lets out: as many commands as fit in one write, at least one.</summary>
    /// <param name="beforeAnswers">Called when timers are set and nothing has left yet.</param>
    /// <param name="written">Whether anything was written: turns that only read say nothing of the disk.</param>
    /// <returns>How many commands were taken.</returns>
    /// <exception cref="IOException">The write was refused; nothing was let out.</exception>
    public int Take(List<Command> commands, int from, int count, long now, Action beforeAnswers, out bool written)
    {
        Begin(now);
        try
        {
            for (var i = from; i < from + count && !_journal.IsFull; i++)
            {
                _outcomes.Add(Decide(commands[i], now));
            }
        }
        catch (Exception bug) when (bug is not IOException)
        {
            written = Isolate(commands, from, count, now, beforeAnswers, bug);
            return count;
        }

        written = _journal.Write();
        SetTimers(commands, from);
        beforeAnswers();
        LetOut(commands, from, now);
        return _outcomes.Count;
    }

    /// <summary>Forgets every change of the batch and answers as far as can be: what only reads is read again from what is durable.</summary>
    public void Refuse(List<Command> commands, int from, int count, long now, Refusal refusal)
    {
        var changed = new bool[count];
        for (var i = 0; i < count; i++)
        {
            changed[i] = i >= _outcomes.Count || _outcomes[i].Turn.Changed;
        }

        ForgetChanges();
        Begin(now);
        for (var i = 0; i < count; i++)
        {
            var command = commands[from + i];
            if (command.Request is null)
            {
                armAgain(command.Key, now + RetryAfterMs);
            }
            else
            {
                Answer(command, changed[i] ? null : TryRead(command, now), refusal);
            }
        }

        ForgetChanges();
    }

    /// <summary>A write with nothing in it, to see whether the disk takes one.</summary>
    public void WriteNothing(long now)
    {
        Begin(now);
        _journal.WriteNothing();
    }

    /// <summary>Actors whose newest state is in the journal from before this start.</summary>
    public void NoteUnfolded(IEnumerable<ActorKey> actors) => _journal.NoteUnfolded(actors);

    /// <inheritdoc cref="TurnJournal.TakeChanged"/>
    public long TakeChanged(List<ActorKey> into) => _journal.TakeChanged(into);

    /// <summary>Images of a slice of actors as they are now, which is durable: no batch is under way.</summary>
    /// <returns>Where the next slice begins.</returns>
    public int Capture(ActorKey[] actors, int from, ActorImages into)
    {
        into.Begin(store.Journal.LastSeq);
        for (; from < actors.Length && !into.IsFull; from++)
        {
            var hot = _hot.Find(actors[from]);
            var text = hot?.KeyText ?? actors[from].ToString();
            into.Add(text, hot?.Shell ?? store.Load(actors[from], text));
        }

        return from;
    }

    /// <summary>More actors are in memory than should be; only a fold lets them go.</summary>
    public bool IsCrowded => _hot.IsCrowded;

    public void DropIdle() => _hot.DropIdle(store.Checkpoint);

    public void Evict() => _hot.Drop(actor => actor.Row <= store.Checkpoint);

    public void Dispose() => _journal.Dispose();

    private void Begin(long now)
    {
        _batch++;
        _outcomes.Clear();
        _journal.Begin(now);
        _workspace = null;
    }

    private Outcome Decide(in Command command, long now)
    {
        var actor = Load(command.Key, now);
        var context = new TurnContext(command.Key.Workspace, Instant.FromUnixTimeMilliseconds(now), CatalogOf(command.Key.Workspace));
        if (command.Request is null)
        {
            actor.Armed = HotActor.Unarmed;
        }

        var due = command.Request is null ? actor.Shell.NextDue : null;
        var turn = actor.Shell.Decide(command.Body, context);
        if (turn.Changed)
        {
            _journal.Add(actor, command.Body, turn);
        }

        return new Outcome(actor, turn, due);
    }

    private void SetTimers(List<Command> commands, int from)
    {
        for (var i = 0; i < _outcomes.Count; i++)
        {
            var (actor, turn, _) = _outcomes[i];
            if ((turn.Changed || commands[from + i].Request is null) && actor.Shell.NextDue is { } due)
            {
                arm(actor, due.ToUnixTimeMilliseconds());
            }
        }
    }

    private void LetOut(List<Command> commands, int from, long now)
    {
        for (var i = 0; i < _outcomes.Count; i++)
        {
            var command = commands[from + i];
            var (_, turn, due) = _outcomes[i];
            if (Forwarding.Next(command.Key, turn) is { } next)
            {
                Forward(command, next);
                continue;
            }

            EngagementInstruments.Record(command.Body, turn);
            if (turn.Changed && due is { } instant)
            {
                EngagementInstruments.TriggerLatency.Record((now - instant.ToUnixTimeMilliseconds()) / 1000.0);
            }

            services.Effects.Dispatch(command.Key, turn.Effects);
            command.Request?.Answer(command.Index, turn.Answer);
        }
    }

    private void Forward(in Command command, ActorKey next)
    {
        if (command.Hops >= Forwarding.LongestChain)
        {
            command.Request?.Answer(command.Index, new Answer(Forwarding.TooLong, null, default));
        }
        else if (command.Request is not null)
        {
            services.Forwarder(command with { Key = next, Hops = command.Hops + 1 });
        }
    }

    private HotActor Load(ActorKey key, long now)
    {
        var actor = _hot.Find(key);
        if (actor is null)
        {
            actor = new HotActor(store.Load(key, key.ToString()));
            _hot.Add(actor);
            services.Effects.Dispatch(key, actor.Shell.Resume());

            // Whatever was saved with a due has a timer since: from the start, or from when it was last in memory.
            actor.Armed = actor.Shell.NextDue?.ToUnixTimeMilliseconds() is { } due && due > now ? due : HotActor.Unarmed;
        }

        actor.UsedAt = _batch;
        return actor;
    }

    private Catalog CatalogOf(WorkspaceId workspace)
    {
        if (_workspace != workspace || _catalog is null)
        {
            (_workspace, _catalog) = (workspace, services.Catalogs.CatalogForTurn(workspace));
        }

        return _catalog;
    }

    // A turn that throws may leave its actor half changed. None of the batch is durable yet: forget it, and take each turn by itself.
    private bool Isolate(List<Command> commands, int from, int count, long now, Action beforeAnswers, Exception bug)
    {
        ForgetChanges();

        // The one that threw is half changed, and was not yet noted as changed.
        Forget(commands[from + _outcomes.Count].Key);
        if (count > 1)
        {
            var written = false;
            for (var i = from; i < from + count; i++)
            {
                Take(commands, i, 1, now, beforeAnswers, out var one);
                written |= one;
            }

            return written;
        }

        LogFailed(commands[from].Key.Kind, commands[from].Body.GetType().Name, bug);
        if (commands[from].Request is null)
        {
            armAgain(commands[from].Key, now + RetryAfterBugMs);
        }

        commands[from].Request?.Fail(bug);
        return false;
    }

    private void ForgetChanges()
    {
        foreach (var actor in _journal.Changed)
        {
            Forget(actor.Shell.Key);
        }

        _journal.Forget();
    }

    private void Forget(ActorKey key)
    {
        if (_hot.Find(key) is { } actor)
        {
            store.NoteUnfolded(actor.Row);
            _hot.Remove(key);
        }
    }

    private Turn? TryRead(in Command command, long now)
    {
        try
        {
            if (Decide(command, now).Turn is { Changed: false } turn)
            {
                return turn;
            }
        }
        catch (Exception exception)
        {
            LogUnreadable(command.Key.Kind, exception);
            Forget(command.Key);
        }

        // A change that cannot be written must not be seen by the next read.
        ForgetChanges();
        return null;
    }

    private void Answer(in Command command, Turn? read, Refusal refusal)
    {
        if (read is { } turn && Forwarding.Next(command.Key, turn) is { } next)
        {
            Forward(command, next);
        }
        else
        {
            command.Request!.Answer(command.Index, read?.Answer ?? new Answer(refusal, null, default));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of a {Kind} failed on {Command}; it is as it was before")]
    private partial void LogFailed(ActorKind kind, string command, Exception bug);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A {Kind} could not be read while the disk refuses writes")]
    private partial void LogUnreadable(ActorKind kind, Exception exception);

    /// <param name="Due">For a wake-up: when the actor was due.</param>
    private readonly record struct Outcome(HotActor Actor, Turn Turn, Instant? Due);
}
