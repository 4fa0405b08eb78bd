using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.ReadModels.Projecting;
using Engagement.ReadModels.Storage;
using Engagement.Runtime.ReadSide;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Engagement.ReadModels.Reading;

/// <summary>
/// Answers from the projections, after they have taken in whatever was durable when the question came. A question that cannot be answered so
/// within <see cref="ReadModelsOptions.ReadTimeout"/> throws <see cref="TimeoutException"/> with words for an operator; a cursor not given out
/// here throws <see cref="FormatException"/>. Safe for any number of threads.
/// </summary>
public sealed class SqliteReadModels(Projector projector, IFactFeed feed, IOptions<ReadModelsOptions> options) : IReadModels, IDisposable
{
    /// <summary>A page is never longer, whatever was asked for.</summary>
    public const int LongestPage = 1_000;

    private readonly Databases _databases = new(options.Value.Directory);

    public Task<CampaignResults> ResultsAsync(
        WorkspaceId workspace, CampaignId campaign, ResultsQuery query, CancellationToken cancellationToken) =>
        ReadAsync(connection => ResultsReader.Read(workspace, campaign, query, connection), cancellationToken);

    public Task<Page<TimelineEntry>> TimelineAsync(
        WorkspaceId workspace, PersonId person, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var place = Cursor.Read(cursor);
        return ReadAsync(
            connection => PageOf(
                TimelineReader.After(place, Person.ActorsOf(connection, ActorKey.Of(workspace, person)), connection), limit, TimelineLines.Of),
            cancellationToken);
    }

    public Task<Page<Trace>> DecisionsAsync(
        WorkspaceId workspace, PersonId person, CampaignId? campaign, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var place = Cursor.Read(cursor);
        return ReadAsync(
            connection => PageOf(
                DecisionReader.Read(
                    place, Person.ActorsOf(connection, ActorKey.Of(workspace, person)), campaign, Bounded(limit) + 1, connection),
                limit,
                trace => trace),
            cancellationToken);
    }

    public void Dispose() => _databases.CloseReaders();

    private static int Bounded(int limit) => Math.Clamp(limit, 1, LongestPage);

    private static Page<TItem> PageOf<TRow, TItem>(IEnumerable<(FactOrder Order, TRow Row)> rows, int limit, Func<TRow, TItem> item)
    {
        var page = rows.Take(Bounded(limit) + 1).ToList();
        var more = page.Count > Bounded(limit);
        return new Page<TItem>(
            [.. page.Take(Bounded(limit)).Select(row => item(row.Row))],
            more ? Cursor.Write(page[^2].Order) : null);
    }

    private async Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        var heads = new long[feed.Partitions];
        for (var partition = 0; partition < heads.Length; partition++)
        {
            heads[partition] = feed.Head(partition);
        }

        await projector.Progress.WaitAsync(heads, options.Value.ReadTimeout, cancellationToken).ConfigureAwait(false);
        using var connection = _databases.OpenForReading();

        // One snapshot for all that the answer is put together from.
        using var snapshot = connection.BeginTransaction(deferred: true);
        return read(connection);
    }
}
