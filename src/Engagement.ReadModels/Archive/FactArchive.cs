using Dapper;
using Engagement.Core;
using Engagement.ReadModels.Storage;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Engagement.ReadModels.Archive;

/// <summary>
/// Every fact as it was told, in the order it came in, together with how far each partition of the feed has been read. What is appended is on
/// the disk when the call returns. Not thread-safe.
/// </summary>
internal sealed class FactArchive : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _insert;
    private readonly Statement _head;

    private FactArchive(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new Statement(connection, "INSERT INTO batches (partition, position, at, body) VALUES (?1, ?2, ?3, ?4)");
        _head = new Statement(connection, "INSERT INTO heads VALUES (?1, ?2) ON CONFLICT DO UPDATE SET position = excluded.position");
        Last = connection.ExecuteScalar<long>("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'batches'), 0)");
    }

    /// <summary>Number of the last batch ever appended; 0 before the first.</summary>
    public long Last { get; private set; }

    /// <summary>The hour (since 1970) of the last batch that was trimmed; null while all are there.</summary>
    public long? TrimmedHour => _connection.ExecuteScalar<long?>("SELECT hour FROM trimmed");

    public static FactArchive Open(Databases databases)
    {
        var connection = databases.OpenFacts();
        try
        {
            return new FactArchive(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The last position of the feed's partition that is in here; 0 when none is.</summary>
    public long PositionOf(int partition) => _connection.ExecuteScalar<long>(
        "SELECT coalesce((SELECT position FROM heads WHERE partition = @partition), 0)", new { partition });

    /// <summary>Appends the batches, and how far each partition was read, in one commit, which is on the disk when this returns.</summary>
    /// <param name="erased">Persons erased in these batches: what is here of them waits to be made anonymous.</param>
    /// <param name="positions">By partition.</param>
    public void Append(IEnumerable<BatchToArchive> batches, IReadOnlyList<ActorKey> erased, ReadOnlySpan<long> positions, Instant at)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var batch in batches)
        {
            _insert.Bind(1, batch.Partition).Bind(2, batch.Position).Bind(3, at.ToUnixTimeMilliseconds()).Bind(4, batch.Body.Span).Run();
            Last++;
        }

        for (var partition = 0; partition < positions.Length; partition++)
        {
            _head.Bind(1, partition).Bind(2, positions[partition]).Run();
        }

        foreach (var actor in erased)
        {
            _connection.Execute("INSERT OR REPLACE INTO erasures VALUES (@actor, @Last)", new { actor = actor.ToString(), Last }, transaction);
        }

        transaction.Commit();
    }

    /// <summary>Hands the facts of the batches after one to <paramref name="into"/> until it has had <paramref name="facts"/> of them.</summary>
    /// <returns>Number of the last batch that was read; <see cref="Last"/> when there are no more.</returns>
    public long ReadAfter(long batch, int facts, IFactSink into)
    {
        var counted = new CountingSink(into);
        var rows = _connection.Query<(long Id, byte[] Body)>(
            "SELECT id, body FROM batches WHERE id > @batch ORDER BY id", new { batch }, buffered: false);
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
        var oldest = _connection.Query<(long Id, long At)>("SELECT id, at FROM batches ORDER BY id LIMIT @batches", new { batches });
        var stale = oldest.TakeWhile(batch => batch.At < before.ToUnixTimeMilliseconds()).ToList();
        if (stale.Count == 0)
        {
            return false;
        }

        using var transaction = _connection.BeginTransaction();
        _connection.Execute("DELETE FROM batches WHERE id <= @Id", new { stale[^1].Id }, transaction);
        _connection.Execute(
            "INSERT INTO trimmed VALUES (1, @hour) ON CONFLICT DO UPDATE SET hour = excluded.hour", new { hour = Hours.Of(stale[^1].At) }, transaction);
        transaction.Commit();
        return stale.Count == batches;
    }

    /// <summary>Persons that wait to be made anonymous, and up to which batch.</summary>
    public IReadOnlyList<(ActorKey Actor, long Batch)> Erasures =>
        [.. _connection.Query<(string Actor, long Batch)>("SELECT actor, batch FROM erasures").Select(row => (ActorKey.Parse(row.Actor), row.Batch))];

    /// <summary>Makes the facts of some actors anonymous in the batches after one, at most so many batches.</summary>
    /// <returns>Number of the last batch looked into; <paramref name="batch"/> when there are no more.</returns>
    public long MakeAnonymous(IReadOnlySet<ActorKey> actors, long batch, int batches)
    {
        using var transaction = _connection.BeginTransaction();
        var rows = _connection.Query<(long Id, byte[] Body)>(
            "SELECT id, body FROM batches WHERE id > @batch ORDER BY id LIMIT @batches", new { batch, batches }, transaction);
        foreach (var (id, body) in rows)
        {
            if (Anonymous.Rewrite(body, actors) is { } rewritten)
            {
                _connection.Execute("UPDATE batches SET body = @rewritten WHERE id = @id", new { id, rewritten }, transaction);
            }

            batch = id;
        }

        transaction.Commit();
        return batch;
    }

    /// <summary>The erasures as they were are done with, and nothing of them stays in the file.</summary>
    public void EndErasures(IEnumerable<(ActorKey Actor, long Batch)> erasures)
    {
        _connection.Execute(
            "DELETE FROM erasures WHERE actor = @Actor AND batch = @Batch",
            erasures.Select(erasure => new { Actor = erasure.Actor.ToString(), erasure.Batch }));
        Databases.Fold(_connection);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _head.Dispose();
        _connection.Dispose();
    }
}
