using System.Data.Common;
using Dapper;
using Engagement.ReadModels.Projecting;
using Engagement.ReadModels.Storage;
using Engagement.Runtime.ReadSide;
using Microsoft.Extensions.Options;

namespace Engagement.ReadModels.Reading;

/// <summary>The read models of one process, in its folder.</summary>
public sealed class SqliteReadModels(Projector projector, IFactFeed feed, IOptions<ReadModelsOptions> options) : SqlReadModels, IDisposable
{
    private const string ChainOf = """
        WITH RECURSIVE chain (id, previous, hour) AS (
          SELECT id, previous, hour FROM timeline WHERE id = (SELECT chunk FROM tails WHERE actor = @actor) AND actor = @actor
          UNION ALL
          SELECT t.id, t.previous, t.hour FROM chain c JOIN timeline t ON t.id = c.previous AND t.actor = @actor)
        SELECT c.hour, t.actor, t.body FROM chain c JOIN timeline t ON t.id = c.id WHERE c.hour <= @hour
        """;

    private const string LateOf = "SELECT hour, actor, body FROM late WHERE actor = @actor AND hour <= @hour ORDER BY hour DESC";

    private readonly SqliteStores _stores = new(options.Value.Directory);

    public void Dispose() => _stores.CloseReaders();

    private protected override IEnumerable<IEnumerable<TimelineRow>> Timelines(IReadOnlyList<long> actors, long hour, DbConnection connection) =>
        actors.SelectMany(
            actor => new[] { ChainOf, LateOf }, (actor, sql) => connection.Query<TimelineRow>(sql, new { actor, hour }, buffered: false));

    private protected override async Task<T> ReadAsync<T>(Func<DbConnection, T> read, CancellationToken cancellationToken)
    {
        var heads = new long[feed.Partitions];
        for (var partition = 0; partition < heads.Length; partition++)
        {
            heads[partition] = feed.Head(partition);
        }

        await projector.Progress.WaitAsync(heads, options.Value.ReadTimeout, cancellationToken).ConfigureAwait(false);
        using var connection = _stores.OpenForReading();

        // One snapshot for all that the answer is put together from.
        using var snapshot = connection.BeginTransaction(deferred: true);
        return read(connection);
    }
}
