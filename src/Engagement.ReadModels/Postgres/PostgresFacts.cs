using Dapper;
using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Hashing;
using Engagement.ReadModels.Archive;
using Engagement.Runtime.ReadSide;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Engagement.ReadModels.Postgres;

/// <summary>
/// The facts of all processes, in a database that they share. To be started before it is used. What fails because the database is gone fails
/// with <see cref="IOException"/>, but for <see cref="WaitAsync"/>, which waits on; when the database is back, so is this. Safe for any number
/// of threads; of each partition one process at a time reads.
/// </summary>
public sealed class PostgresFacts : IFactLog, IFactFeed, IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(100);

    private readonly ReadModelsOptions _options;
    private readonly TimeProvider _time;
    private readonly PostgresDatabase _database;
    private FactAppender[] _appenders = [];
    private long[] _read = [];
    private long[] _released = [];

    public PostgresFacts(PostgresDatabase database, IOptions<ReadModelsOptions> options, TimeProvider time) =>
        (_database, _options, _time) = (database, options.Value, time);

    /// <summary>As the database has it, whatever the options say.</summary>
    public int Partitions => _appenders.Length;

    /// <summary>Makes the tables where that is asked for, and opens the log.</summary>
    /// <exception cref="IOException">The database cannot be reached, or its tables are not those of this build.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var partitions = await _database.DoAsync(
            async connection =>
            {
                await PostgresSchema.ApplyAsync(connection, _options.CreateSchema, _options.Partitions).ConfigureAwait(false);
                return await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM log_partitions").ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        (_read, _released) = (new long[partitions], new long[partitions]);
        _appenders = [.. Enumerable.Range(0, partitions).Select(partition => new FactAppender(_database, partition))];
    }

    /// <summary>Completes when every append under way has come to its end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var appender in _appenders)
        {
            await appender.DisposeAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A kind of fact this build does not store; none is kept.</exception>
    public async ValueTask AppendAsync(IReadOnlyList<FactRecord> facts, CancellationToken cancellationToken)
    {
        var parts = facts.Select(Encode).GroupBy(fact => PartitionOf(fact.Place.Actor)).ToList();
        await Task.WhenAll(parts.Select(part => _appenders[part.Key].AppendAsync([.. part]))).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public int PartitionOf(ActorKey actor) => (int)(StableHash.Of(actor.Id) % (ulong)Partitions);

    public long Head(int partition) => _database.Do(
        connection => connection.ExecuteScalar<long>("SELECT head FROM log_partitions WHERE partition = @partition", new { partition }));

    public IReadOnlyList<FactBatch> ReadAfter(int partition, long position, int limit)
    {
        var batches = _database.Do(connection => connection.Query<(long Position, byte[] Body)>(
            "SELECT position, body FROM log WHERE partition = @partition AND position > @position ORDER BY position LIMIT @limit",
            new { partition, position, limit }).AsList());
        Volatile.Write(ref _read[partition], batches.Count == 0 ? position : batches[^1].Position);
        return batches.ConvertAll(batch => new FactBatch(partition, batch.Position, Decode(batch.Body)));
    }

    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (!await HasUnreadAsync(cancellationToken).ConfigureAwait(false))
        {
            // Not in step with the other processes.
            var poll = ShortestPoll + (LongestPoll - ShortestPoll) * Random.Shared.NextDouble();
            await Task.Delay(poll, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Release(int partition, long position)
    {
        if (position > Volatile.Read(ref _released[partition]))
        {
            _database.Do(connection => connection.Execute(
                "DELETE FROM log WHERE partition = @partition AND position <= @position", new { partition, position }));
            Volatile.Write(ref _released[partition], position);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    private async Task<bool> HasUnreadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var heads = await _database.DoAsync(
                connection => connection.QueryAsync<(int Partition, long Head)>(
                    new CommandDefinition("SELECT partition, head FROM log_partitions", cancellationToken: cancellationToken)),
                cancellationToken).ConfigureAwait(false);
            return heads.Any(head => head.Head > Volatile.Read(ref _read[head.Partition]));
        }
        catch (IOException)
        {
            // While the database is gone there is nothing to be had from it.
            return false;
        }
    }

    private static EncodedFact Encode(FactRecord record)
    {
        var body = new ByteWriter();
        FactCodec.Encode(record.Fact, body);
        return new EncodedFact(new FactPlace(record.Actor, record.Sequence), record.Actor.ToString(), body.Written.ToArray());
    }

    private static List<FactRecord> Decode(byte[] body)
    {
        var records = new Records();
        ArchivedBatch.Read(body, records);
        return records.Read;
    }

    private sealed class Records : IFactSink
    {
        public List<FactRecord> Read { get; } = [];

        public void Add(in FactPlace place, Fact fact, ReadOnlySpan<byte> bytes) => Read.Add(new FactRecord(place.Actor, place.Sequence, fact));
    }
}
