using Engagement.Core.Coding;
using Engagement.Node.Storage;
using Microsoft.Extensions.Logging;

namespace Engagement.Node.Partitions;

/// <summary>
/// Folds the journal into the table of actors in the background, from what is on disk alone, and lets go of rows that both the table and
/// the read models have. A fold that fails is tried again; until then the journal keeps everything.
/// </summary>
internal sealed partial class Checkpointer : IDisposable
{
    /// <summary>Bodies that one fold takes in: what it costs in memory, and how much one transaction does.</summary>
    private const long BytesPerFold = 64L << 20;

    private const int RowsPerFold = 65_536;

    private readonly int _index;
    private readonly PartitionStore _store;
    private readonly ILogger _logger;
    private readonly Action<Exception> _fatal;
    private readonly TimeSpan _interval;
    private readonly ByteWriter _writer = new(4_096);
    private readonly Lock _folding = new();
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private long _released;
    private long _journalBytes;

    public Checkpointer(int index, PartitionStore store, NodeOptions options, ILogger logger, Action<Exception> fatal)
    {
        _fatal = fatal;
        (_index, _store, _logger, _interval) = (index, store, logger, options.CheckpointInterval);
        _released = options.Facts ? 0 : long.MaxValue;
        _thread = new Thread(Run) { IsBackground = true, Name = $"checkpoint {index}" };
    }

    /// <summary>Bytes of journal that cannot be let go of yet, as of the last look.</summary>
    public long JournalBytes => Volatile.Read(ref _journalBytes);

    public void Start() => _thread.Start();

    public void Release(long row)
    {
        Volatile.Write(ref _released, Math.Max(row, Volatile.Read(ref _released)));
        Trim();
    }

    /// <summary>Folds everything that is in the journal by now.</summary>
    /// <exception cref="IOException">The disk refused; what was folded before stays folded.</exception>
    public void Fold()
    {
        lock (_folding)
        {
            using var rows = JournalReader.Open(_store.JournalPath);
            while (_store.Checkpoint < _store.Journal.LastSeq)
            {
                Fold(rows);
                Trim();
            }

            Volatile.Write(ref _journalBytes, rows.BytesAfter(Math.Min(_store.Checkpoint, Volatile.Read(ref _released))));
        }
    }

    public void Stop()
    {
        _stop.Set();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    public void Dispose()
    {
        Stop();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.Wait(_interval))
        {
            try
            {
                Fold();
            }
            catch (StorageRefusedException spent) when (spent.MustRestart)
            {
                LogRefused(_index, spent.Message);
                _fatal(spent);
                return;
            }
            catch (IOException refused)
            {
                LogRefused(_index, refused.Message);
            }
            catch (FormatException unreadable)
            {
                // What is on the disk cannot be told: going on would build on it.
                LogRefused(_index, unreadable.Message);
                _fatal(unreadable);
                return;
            }
        }
    }

    private void Fold(JournalReader rows)
    {
        var changes = new ActorChanges(_store.Checkpoint);
        foreach (var (seq, body) in rows.ReadAfter(changes.LastRow).Take(RowsPerFold))
        {
            changes.Add(seq, body);
            if (changes.Bytes > BytesPerFold)
            {
                break;
            }
        }

        using var fold = _store.Table.BeginFold();
        foreach (var key in changes.Keys)
        {
            Fold(key, changes, fold);
        }

        fold.Commit(changes.LastRow);
        _store.Checkpoint = changes.LastRow;
    }

    private void Fold(byte[] key, ActorChanges changes, in ActorFold fold)
    {
        if (changes.TryGetWholeImage(key, out var image))
        {
            fold.Put(key, image.Span, changes.DueOf(key));
        }
        else if (changes.IsDeleted(key))
        {
            fold.Delete(key);
        }
        else
        {
            // What the table has is what was before these rows: nobody else writes to it.
            var shell = changes.Build(key, fold.TryRead(key, out var stored) ? stored.ToArray() : null, checkpoint: 0);
            _writer.Clear();
            shell.Encode(_writer);
            fold.Put(key, _writer.Written, shell.NextDue?.ToUnixTimeMilliseconds());
        }
    }

    private void Trim() => _store.Journal.TrimTo(Math.Min(_store.Checkpoint, Volatile.Read(ref _released)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partition {Partition} could not fold its journal: {Reason}. It will try again.")]
    private partial void LogRefused(int partition, string reason);
}
