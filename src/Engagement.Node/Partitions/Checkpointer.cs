using Engagement.Core;
using Engagement.Node.Storage;
using Microsoft.Extensions.Logging;

namespace Engagement.Node.Partitions;

/// <summary>
/// Folds what the journal holds into the table of actors, in the background: asks the partition for images of those who changed, a few at a
/// time so that no answer waits for it, and writes them. Then it lets go of rows that both the table and the read models have. A fold that
/// fails is tried again; until then the journal keeps everything.
/// </summary>
internal sealed partial class Checkpointer : IDisposable
{
    private const int SlicesPerCommit = 16;

    private readonly int _index;
    private readonly PartitionStore _store;
    private readonly TurnBatch _turns;
    private readonly Func<Action, CancellationToken, bool> _onPartition;
    private readonly ILogger _logger;
    private readonly Action<Exception> _fatal;
    private readonly TimeSpan _interval;
    private readonly ActorImages _images = new();
    private readonly HashSet<ActorKey> _owed = [];
    private readonly List<ActorKey> _taken = [];
    private readonly Lock _folding = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly AutoResetEvent _hurry = new(initialState: false);
    private readonly Thread _thread;
    private JournalReader? _rows;
    private long _released;
    private long _journalBytes;
    private long _hurriedAt = -1;

    /// <param name="onPartition">Has the partition's own thread do something between two batches; false when it takes nothing any more.</param>
    public Checkpointer(
        int index, PartitionStore store, TurnBatch turns, Func<Action, CancellationToken, bool> onPartition, NodeOptions options, PartitionServices services)
    {
        (_index, _store, _turns, _onPartition) = (index, store, turns, onPartition);
        (_interval, _logger, _fatal) = (options.CheckpointInterval, services.Logger, services.Fatal);
        _released = options.Facts ? 0 : long.MaxValue;
        _thread = new Thread(Run) { IsBackground = true, Name = $"checkpoint {index}" };
    }

    /// <summary>Bytes of journal that cannot be let go of yet, as of the last look.</summary>
    public long JournalBytes => Volatile.Read(ref _journalBytes);

    public void Start() => _thread.Start();

    /// <summary>Folds soon, whatever the interval; again only once that has let the journal go on. For the partition's thread.</summary>
    public void Hurry()
    {
        if (_hurriedAt != _store.Checkpoint)
        {
            _hurriedAt = _store.Checkpoint;
            _hurry.Set();
        }
    }

    public void Release(long row)
    {
        Volatile.Write(ref _released, Math.Max(row, Volatile.Read(ref _released)));
        Trim();
    }

    /// <summary>Folds everything that is in the journal by now. Not to be called on the partition's thread.</summary>
    /// <exception cref="IOException">The disk refused; what was folded before stays folded.</exception>
    public void Fold()
    {
        lock (_folding)
        {
            try
            {
                FoldChanged();
                Trim();
            }
            finally
            {
                // Above all when it was refused: the limit is there for a journal that only grows.
                _rows ??= JournalReader.Open(_store.JournalPath);
                Volatile.Write(ref _journalBytes, _rows.BytesAfter(Math.Min(_store.Checkpoint, Volatile.Read(ref _released))));
            }
        }
    }

    public void Stop()
    {
        _stop.Cancel();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    public void Dispose()
    {
        Stop();
        _rows?.Dispose();
        _hurry.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        var either = new[] { _stop.Token.WaitHandle, _hurry };
        while (WaitHandle.WaitAny(either, _interval) != 0)
        {
            try
            {
                Fold();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (IOException refused) when (refused is not StorageRefusedException { MustRestart: true })
            {
                LogRefused(_index, refused.Message);
            }
            catch (Exception broken)
            {
                // A disk that failed, or an actor that cannot be read back: going on would build on what nobody knows.
                LogRefused(_index, broken.Message);
                _fatal(broken);
                return;
            }
        }
    }

    private void FoldChanged()
    {
        var row = 0L;
        var asked = _onPartition(() => row = _turns.TakeChanged(_taken), _stop.Token);
        _owed.UnionWith(_taken);
        _taken.Clear();
        if (!asked || row <= _store.Checkpoint)
        {
            return;
        }

        // The table is written faster in its own order.
        var changed = _owed.ToArray();
        Array.Sort(changed, ByKey);
        for (var done = 0; done < changed.Length;)
        {
            done = TryFold(changed, done);
            if (done < 0)
            {
                return;
            }
        }

        using var mark = _store.Table.BeginFold();
        mark.Commit(row);
        _store.Checkpoint = row;
        _owed.Clear();
    }

    /// <summary>
    /// Writes images until a transaction is full. Some of it may be in the table before the row up to which all is: each image says for itself
    /// what is in it.
    /// </summary>
    /// <returns>How many are done; negative when the partition takes nothing any more.</returns>
    private int TryFold(ActorKey[] changed, int done)
    {
        using var fold = _store.Table.BeginFold();
        for (var slices = 0; slices < SlicesPerCommit && done < changed.Length; slices++)
        {
            var from = done;
            if (!_onPartition(() => done = _turns.Capture(changed, from, _images), _stop.Token))
            {
                return -1;
            }

            _images.WriteTo(fold);
        }

        fold.Commit(_store.Checkpoint);
        return done;
    }

    private static int ByKey(ActorKey one, ActorKey other) =>
        one.Kind != other.Kind ? ActorKey.Letter(one.Kind).CompareTo(ActorKey.Letter(other.Kind))
        : string.CompareOrdinal(one.Workspace.Value, other.Workspace.Value) is var workspace and not 0 ? workspace
        : string.CompareOrdinal(one.Id, other.Id);

    private void Trim() => _store.Journal.TrimTo(Math.Min(_store.Checkpoint, Volatile.Read(ref _released)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partition {Partition} could not fold its journal: {Reason}. It will try again.")]
    private partial void LogRefused(int partition, string reason);
}
