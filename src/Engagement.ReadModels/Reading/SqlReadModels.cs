using System.Data.Common;
using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Runtime.ReadSide;

namespace Engagement.ReadModels.Reading;

/// <summary>
/// Answers from the projections, after they have taken in whatever was durable when the question came. A question that cannot be answered so
/// within <see cref="ReadModelsOptions.ReadTimeout"/> throws <see cref="TimeoutException"/> with words for an operator; a cursor not given out
/// here throws <see cref="FormatException"/>. Safe for any number of threads.
/// </summary>
public abstract class SqlReadModels : IReadModels
{
    // Each dialect has its own way to wait, and to go through a long timeline.
    private protected SqlReadModels()
    {
    }

    /// <summary>A page is never longer, whatever was asked for.</summary>
    public const int LongestPage = 1_000;

    public Task<CampaignResults> ResultsAsync(
        WorkspaceId workspace, CampaignId campaign, ResultsQuery query, CancellationToken cancellationToken) =>
        ReadAsync(connection => ResultsReader.Read(workspace, campaign, query, connection), cancellationToken);

    public Task<Page<TimelineEntry>> TimelineAsync(
        WorkspaceId workspace, PersonId person, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var place = Cursor.Read(cursor);
        return ReadAsync(
            connection => PageOf(
                TimelineReader.After(place, hour => Timelines(Person.ActorsOf(connection, ActorKey.Of(workspace, person)), hour, connection)),
                limit,
                TimelineLines.Of),
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

    /// <summary>Reads from one snapshot that has all that was durable at the call.</summary>
    private protected abstract Task<T> ReadAsync<T>(Func<DbConnection, T> read, CancellationToken cancellationToken);

    /// <summary>All rows of the actors' timelines from an hour backwards, in streams of which each is in order; read only as far as needed.</summary>
    private protected abstract IEnumerable<IEnumerable<TimelineRow>> Timelines(IReadOnlyList<long> actors, long hour, DbConnection connection);

    private static int Bounded(int limit) => Math.Clamp(limit, 1, LongestPage);

    private static Page<TItem> PageOf<TRow, TItem>(IEnumerable<(FactOrder Order, TRow Row)> rows, int limit, Func<TRow, TItem> item)
    {
        var page = rows.Take(Bounded(limit) + 1).ToList();
        var more = page.Count > Bounded(limit);
        return new Page<TItem>(
            [.. page.Take(Bounded(limit)).Select(row => item(row.Row))],
            more ? Cursor.Write(page[^2].Order) : null);
    }
}
