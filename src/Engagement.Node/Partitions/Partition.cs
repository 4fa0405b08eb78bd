using Engagement.Core;
using Engagement.Node.Storage;
using Engagement.Node.Timing;
using Engagement.Runtime;
using Engagement.Runtime.Catalogs;
using Engagement.Runtime.Diagnostics;
using Engagement.Runtime.Effects;
using Microsoft.Extensions.Logging;

namespace Engagement.Node.Partitions;

/// <summary>
/// A share of the actors and the one thread that touches them. It drains its mailbox, takes the turns, writes them as one journal row, and
/// only then lets effects and answers out. When a write is refused nothing of the batch is kept in memory and nothing of it is acknowledged.
/// </summary>
internal sealed partial class Partition : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    private readonly int _index;
    private readonly NodeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PartitionStore _store;
    private readonly Checkpointer _checkpointer;
    private readonly TurnBatch _turns;
    private readonly Mailbox<Work> _mailbox;
    private readonly TimingWheel<ActorKey> _wheel;
    private readonly ITimer _alarm;
    private readonly Thread _thread;
    private readonly IDisposable _depth;
    private readonly List<Work> _mail = [];
    private readonly List<Command> _commands = [];
    private readonly List<ActorKey> _due = [];
    private long _now;
    private long _alarmAt = long.MaxValue;
    private volatile string? _trouble;
    private volatile bool _rang;

    public Partition(int index, NodeOptions options, PartitionServices services)
    {
        (_index, _options, _time, _logger) = (index, options, services.Time, services.Logger);
        _store = new PartitionStore(options.Data, index);
        _now = Clock();
        _wheel = new TimingWheel<ActorKey>(_now);
        _mailbox = new Mailbox<Work>(options.MailboxCapacity);
        _turns = new TurnBatch(_store, options, services, Arm, (key, due) => _wheel.Add(due, key));
        _checkpointer = new Checkpointer(index, _store, _turns, TryDo, options, services);
        _alarm = services.Time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _thread = new Thread(Run) { IsBackground = true, Name = $"partition {index}" };
        _depth = EngagementInstruments.WatchMailbox(() => _mailbox.Weight);
        Fatal = services.Fatal;
    }

    /// <summary>What keeps it from taking turns, in words; null when nothing does.</summary>
    public string? Trouble => _trouble;

    public PartitionStore Store => _store;

    /// <summary>Commands waiting.</summary>
    public int Waiting => _mailbox.Weight;

    private Action<Exception> Fatal { get; }

    /// <summary>Reads the tail of the journal and sets the timers. Before <see cref="Start"/>, from any one thread.</summary>
    public IReadOnlyList<ActorShell> Recover()
    {
        var definitions = _store.Recover((key, due) => _wheel.Add(due, key), out var unfolded);
        _turns.NoteUnfolded(unfolded);
        return definitions;
    }

    public void Start()
    {
        _checkpointer.Start();
        _thread.Start();
        _mailbox.Wake();
    }

    public bool TryPost(in Work work, int weight)
    {
        var full = weight > 0 && _checkpointer.JournalBytes > _options.JournalLimit;
        return !full && _mailbox.TryPost(work, weight);
    }

    /// <summary>Everything up to a journal row is with the read models.</summary>
    public void Release(long row) => _checkpointer.Release(row);

    /// <summary>Folds everything and drops every actor from memory; completes when done.</summary>
    public Task EvictAsync() => Task.Run(() =>
    {
        _checkpointer.Fold();
        TryDo(_turns.Evict, CancellationToken.None);
    });

    /// <summary>
    /// Folds what can be folded, so that the next start, perhaps of another version, has next to no turns to take again. A disk that refuses
    /// keeps nothing from stopping.
    /// </summary>
    public void FoldBeforeStop()
    {
        try
        {
            _checkpointer.Fold();
        }
        catch (IOException refused)
        {
            LogRefused(_index, refused.Message);
        }
    }

    /// <summary>Takes what was posted, then stops. Blocks until it has.</summary>
    public void Stop()
    {
        _mailbox.Close();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _checkpointer.Stop();
    }

    public void Dispose()
    {
        Stop();
        _depth.Dispose();
        _alarm.Dispose();
        _checkpointer.Dispose();
        _turns.Dispose();
        _store.Dispose();
    }

    /// <summary>Has the partition's thread do something between two batches, and waits for it. False when it takes nothing any more.</summary>
    private bool TryDo(Action action, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_mailbox.TryPost(new Work(null, null, null, Chore), 0))
        {
            return false;
        }

        done.Task.WaitAsync(cancellationToken).GetAwaiter().GetResult();
        return true;

        void Chore()
        {
            try
            {
                action();
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }
    }

    private void Run()
    {
        try
        {
            while (true)
            {
                _mail.Clear();
                if (_mailbox.Drain(_mail, Idle) == 0 && _mailbox.IsClosed)
                {
                    return;
                }

                Take();
            }
        }
        catch (Exception exception)
        {
            _trouble = exception.Message;
            LogStopped(_index, exception);
            RefuseRest(Refusal.Of(Refusal.Unavailable, $"partition {_index} stopped: {exception.Message}"));
            Fatal(exception);
        }
    }

    private void RefuseRest(Refusal refusal)
    {
        _mailbox.Close();
        _mailbox.Drain(_mail, TimeSpan.Zero);
        Gather();
        foreach (var command in _commands)
        {
            command.Request?.Refuse(command.Index, refusal);
        }

        Chores();
    }

    private void Take()
    {
        var clock = Clock();

        // A small step back is waited out; a clock that was wrong and is put right is believed, or everything due would wait for it.
        _now = _now - clock > TimingWheel<ActorKey>.ToleratedStepBack ? clock : Math.Max(_now, clock);
        Gather();
        for (var from = 0; from < _commands.Count;)
        {
            from += Take(from, Math.Min(_options.TurnsPerCommit, _commands.Count - from));
        }

        if (_commands.Count == 0 && _trouble is not null)
        {
            Probe();
        }

        SetAlarm();
        _turns.DropIdle();
        if (_turns.IsCrowded && _store.Journal.LastSeq > _store.Checkpoint)
        {
            _checkpointer.Hurry();
        }

        WriteBack();
        Chores();
    }

    // Wake-ups first: what is due was due before what has just arrived.
    private void Gather()
    {
        _commands.Clear();
        _due.Clear();
        _wheel.Advance(_now, _due);
        foreach (var key in _due)
        {
            _commands.Add(new Command(null, 0, key, WakeUps.Of(key), 0));
        }

        foreach (var work in _mail)
        {
            if (work.Forwarded is { } forwarded)
            {
                _commands.Add(forwarded);
            }
            else if (work.Request is { } request)
            {
                Gather(request, work.Indices);
            }
        }
    }

    private void Gather(Request request, int[]? indices)
    {
        var commands = request.Commands;
        for (var i = 0; i < (indices?.Length ?? commands.Length); i++)
        {
            var index = indices?[i] ?? i;
            _commands.Add(new Command(request, index, commands[index].Key, commands[index].Command, 0));
        }
    }

    private int Take(int from, int count)
    {
        try
        {
            var taken = _turns.Take(_commands, from, count, _now, SetAlarm, out var written);
            _trouble = written ? null : _trouble;
            return taken;
        }
        catch (IOException refused) when (refused is not StorageRefusedException { MustRestart: true })
        {
            Refused(from, count, refused);
            return count;
        }
        catch (StorageRefusedException spent)
        {
            // After a failed sync nobody knows what is on the disk: only a new start, which makes it all durable again, may go on.
            Refused(from, count, spent);
            throw;
        }
    }

    private void Refused(int from, int count, IOException refused)
    {
        var reason = refused is StorageRefusedException storage ? storage.Reason : refused.Message;
        if (_trouble is null)
        {
            LogRefused(_index, reason);
        }

        _trouble = $"partition {_index} cannot write: {reason}";
        _turns.Refuse(_commands, from, count, _now, Refusal.Of(Refusal.Unavailable, $"the disk refuses writes: {reason}"));
    }

    // Nobody may be sending while the health check says not to: find out by ourselves when the disk is free again.
    private void Probe()
    {
        try
        {
            _turns.WriteNothing(_now);
            _trouble = null;
            LogRecovered(_index);
        }
        catch (StorageRefusedException refused) when (!refused.MustRestart)
        {
            _trouble = $"partition {_index} cannot write: {refused.Reason}";
        }
    }

    private void WriteBack()
    {
        if (_commands.Count == 0)
        {
            _store.Journal.WriteBackWhenDue();
        }
    }

    private void Chores()
    {
        foreach (var work in _mail)
        {
            work.Chore?.Invoke();
        }
    }

    private void Arm(HotActor actor, long due)
    {
        if (due < actor.Armed)
        {
            actor.Armed = due;
            _wheel.Add(due, actor.Shell.Key);
        }
    }

    private void SetAlarm()
    {
        if (_rang)
        {
            _rang = false;
            _alarmAt = long.MaxValue;
        }

        var next = _wheel.NextDueMs ?? long.MaxValue;
        if (next == _alarmAt || (next > _alarmAt && _alarmAt > _now))
        {
            return;
        }

        _alarmAt = next;
        _alarm.Change(next == long.MaxValue ? Timeout.InfiniteTimeSpan : Wait(next), Timeout.InfiniteTimeSpan);
    }

    private void Ring()
    {
        _rang = true;
        _mailbox.Wake();
    }

    // A timer takes at most 49 days; waking early changes nothing.
    private TimeSpan Wait(long until) => TimeSpan.FromMilliseconds(Math.Clamp(until - _now, 0, 40L * 86_400_000));

    private long Clock() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>What partitions of one node share.</summary>
internal sealed record PartitionServices(
    CatalogDirectory Catalogs,
    EffectDispatcher Effects,
    TimeProvider Time,
    ILogger Logger,
    Action BeforeWrite,
    Action FactsWritten,
    Action<Command> Forwarder,
    Action<Exception> Fatal);
