using Engagement.Core;
using Engagement.ReadModels.Storage;
using NodaTime;

namespace Engagement.ReadModels.Archive;

/// <summary>
/// Every fact as it was told, in the order it came in, together with how far each partition of the feed has been read. What is appended is on
/// the disk when the call returns. Not thread-safe.
/// </summary>
internal sealed class FactArchive : IDisposable
{
    private readonly IStore _store;
    private readonly IStatement _insert;
    private readonly IStatement _head;

    private FactArchive(IStore store)
    {
        _store = store;
        _insert = store.PrepareRows("archive.insert");
        _head = store.PrepareRows("heads.set");
        using var last = store.Prepare("archive.last");
        Last = last.Step() ? last.Integer(0) : 0;
        last.Reset();
    }

    /// <summary>Number of the last batch ever appended; 0 before the first.</summary>
    public long Last { get; private set; }

    /// <summary>The hour (since 1970) of the last batch that was trimmed; null while all are there.</summary>
    public long? TrimmedHour => _store.Scalar<long?>("SELECT hour FROM trimmed");

    public static FactArchive Open(IStores stores)
    {
        var store = stores.OpenArchive();
        try
        {
            return new FactArchive(store);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>The last position of the feed's partition that is in here; 0 when none is.</summary>
    public long PositionOf(int partition) => _store.Scalar<long>(
        "SELECT coalesce((SELECT position FROM heads WHERE partition = @partition), 0)", new { partition });

    /// <summary>Appends the batches, and how far each partition was read, in one commit, which is on the disk when this returns.</summary>
    /// <param name="erased">Persons erased in these batches: what is here of them waits to be made anonymous.</param>
    /// <param name="positions">By partition.</param>
    public void Append(IEnumerable<BatchToArchive> batches, IReadOnlyList<ActorKey> erased, ReadOnlySpan<long> positions, Instant at)
    {
        _store.Begin();
        foreach (var batch in batches)
        {
            _insert.Bind(1, ++Last)
                .Bind(2, batch.Partition).Bind(3, batch.Position).Bind(4, at.ToUnixTimeMilliseconds()).Bind(5, batch.Body.Span).Run();
        }

        for (var partition = 0; partition < positions.Length; partition++)
        {
            _head.Bind(1, partition).Bind(2, positions[partition]).Run();
        }

        foreach (var actor in erased)
        {
            _store.Execute(
                "INSERT INTO erasures VALUES (@actor, @Last) ON CONFLICT (actor) DO UPDATE SET batch = excluded.batch", new { actor = actor.ToString(), Last });
        }

        _store.Commit();
    }

    /// <summary>Hands the facts of the batches after one to <paramref name="into"/> until it has had <paramref name="facts"/> of them.</summary>
    /// <returns>Number of the last batch that was read; <see cref="Last"/> when there are no more.</returns>
    public long ReadAfter(long batch, int facts, IFactSink into)
    {
        var counted = new CountingSink(into);
        var rows = _store.Stream<(long Id, byte[] Body)>(
            "SELECT id, body FROM batches WHERE id > @batch ORDER BY id", new { batch });
        foreach (var (id, body) in rows)
        {
            ArchivedBatch.Read(body, counted);
            if (counted.Count >= facts)
            {
                return id;
            }
        }

        return Last;
    }

    /// <summary>Forgets the oldest batches that came in before an instant, at most so many.</summary>
    /// <returns>False when there are no more.</returns>
    public bool Trim(Instant before, int batches)
    {
        var oldest = _store.Query<(long Id, long At)>("SELECT id, at FROM batches ORDER BY id LIMIT @batches", new { batches });
        var stale = oldest.TakeWhile(batch => batch.At < before.ToUnixTimeMilliseconds()).ToList();
        if (stale.Count == 0)
        {
            return false;
        }

        _store.Begin();
        _store.Execute("DELETE FROM batches WHERE id <= @Id", new { stale[^1].Id });
        _store.Execute(
            "INSERT INTO trimmed VALUES (1, @hour) ON CONFLICT (one) DO UPDATE SET hour = excluded.hour", new { hour = Hours.Of(stale[^1].At) });
        _store.Commit();
        return stale.Count == batches;
    }

    /// <summary>Persons that wait to be made anonymous, and up to which batch.</summary>
    public IReadOnlyList<(ActorKey Actor, long Batch)> Erasures =>
        [.. _store.Query<(string Actor, long Batch)>("SELECT actor, batch FROM erasures").Select(row => (ActorKey.Parse(row.Actor), row.Batch))];

    /// <summary>Makes the facts of some actors anonymous in the batches after one, at most so many batches.</summary>
    /// <returns>Number of the last batch looked into; <paramref name="batch"/> when there are no more.</returns>
    public long MakeAnonymous(IReadOnlySet<ActorKey> actors, long batch, int batches)
    {
        _store.Begin();
        var rows = _store.Query<(long Id, byte[] Body)>(
            "SELECT id, body FROM batches WHERE id > @batch ORDER BY id LIMIT @batches", new { batch, batches });
        foreach (var (id, body) in rows)
        {
            if (Anonymous.Rewrite(body, actors) is { } rewritten)
            {
                _store.Execute("UPDATE batches SET body = @rewritten WHERE id = @id", new { id, rewritten });
            }

            batch = id;
        }

        _store.Commit();
        return batch;
    }

    /// <summary>The erasures as they were are done with, and nothing of them stays in the file.</summary>
    public void EndErasures(IEnumerable<(ActorKey Actor, long Batch)> erasures)
    {
        foreach (var (actor, batch) in erasures)
        {
            _store.Execute("DELETE FROM erasures WHERE actor = @actor AND batch = @batch", new { actor = actor.ToString(), batch });
        }

        _store.Fold();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _head.Dispose();
        _store.Dispose();
    }
}
