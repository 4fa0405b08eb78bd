using System.Data;
using System.Data.Common;
using Dapper;
using Engagement.ReadModels.Projecting;
using Engagement.ReadModels.Reading;
using Engagement.Runtime.ReadSide;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Engagement.ReadModels.Postgres;

/// <summary>The read models that all processes share, whichever of them projects.</summary>
public sealed class PostgresReadModels(
    PostgresDatabase database, Projector projector, IFactFeed feed, IOptions<ReadModelsOptions> options, TimeProvider time) : SqlReadModels
{
    private const int RowsAtOnce = 200;

    // Whole hours, so that the next portion begins with another.
    private const string Portion = """
        SELECT hour, actor, body FROM (
          SELECT hour, actor, body FROM timeline WHERE actor = ANY(@actors) AND hour <= @hour
          UNION ALL
          SELECT hour, actor, body FROM late WHERE actor = ANY(@actors) AND hour <= @hour) AS rows
        ORDER BY hour DESC FETCH FIRST (@rows) ROWS WITH TIES
        """;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private protected override IEnumerable<IEnumerable<TimelineRow>> Timelines(IReadOnlyList<long> actors, long hour, DbConnection connection) =>
        [InPortions([.. actors], hour, connection)];

    private protected override async Task<T> ReadAsync<T>(Func<DbConnection, T> read, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        var trouble = projector.Trouble;
        long[]? heads = null;
        for (var pause = ShortestPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                heads ??= [.. Enumerable.Range(0, feed.Partitions).Select(feed.Head)];
                if (await TryReadAsync(heads, read, cancellationToken).ConfigureAwait(false) is { IsPast: true, Answer: var answer })
                {
                    return answer!;
                }

                trouble = projector.Trouble;
            }
            catch (IOException failure)
            {
                trouble = $"not to be reached ({failure.Message})";
            }

            if (time.GetElapsedTime(asked) >= options.Value.ReadTimeout)
            {
                throw Progress.Late(trouble, options.Value.ReadTimeout);
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads, when what can be read is past the heads; else asks for it.</summary>
    private Task<(bool IsPast, T? Answer)> TryReadAsync<T>(long[] heads, Func<DbConnection, T> read, CancellationToken cancellationToken) =>
        database.DoAsync<(bool, T?)>(
            async connection =>
            {
                await using (var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken)
                    .ConfigureAwait(false))
                {
                    var positions = await PositionsAsync(connection, cancellationToken).ConfigureAwait(false);
                    if (Progress.IsPast(heads, positions) && !IsOfAnotherFeed(positions!, heads))
                    {
                        return (true, read(connection));
                    }
                }

                await connection.ExecuteAsync(new CommandDefinition(WantedListener.Call, cancellationToken: cancellationToken)).ConfigureAwait(false);
                return (false, default);
            },
            cancellationToken);

    /// <summary>A feed that ends before what was projected of it has begun anew, and is not projected yet.</summary>
    private bool IsOfAnotherFeed(long[] positions, long[] heads) =>
        Enumerable.Range(0, heads.Length).Any(partition => positions[partition] > heads[partition] && positions[partition] > feed.Head(partition));

    private static async Task<long[]?> PositionsAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<object>(new CommandDefinition("SELECT positions FROM progress", cancellationToken: cancellationToken))
            .ConfigureAwait(false) as long[];

    private static IEnumerable<TimelineRow> InPortions(long[] actors, long hour, DbConnection connection)
    {
        while (true)
        {
            var rows = connection.Query<TimelineRow>(Portion, new { actors, hour, rows = RowsAtOnce }).AsList();
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < RowsAtOnce)
            {
                yield break;
            }

            hour = rows[^1].Hour - 1;
        }
    }
}
