using Dapper;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Microsoft.Data.Sqlite;

namespace Engagement.ReadModels.Reading;

/// <summary>
/// Reads timelines newest first, a whole hour at a time: within an hour the rows of all of a person's actors, late ones too, are put in order
/// together.
/// </summary>
internal static class TimelineReader
{
    private const string ChainOf = """
        WITH RECURSIVE chain (id, previous, hour) AS (
          SELECT id, previous, hour FROM timeline WHERE id = (SELECT chunk FROM tails WHERE actor = @actor) AND actor = @actor
          UNION ALL
          SELECT t.id, t.previous, t.hour FROM chain c JOIN timeline t ON t.id = c.previous AND t.actor = @actor)
        SELECT c.hour, t.actor, t.body FROM chain c JOIN timeline t ON t.id = c.id WHERE c.hour <= @hour
        """;

    private const string LateOf = "SELECT hour, actor, body FROM late WHERE actor = @actor AND hour <= @hour ORDER BY hour DESC";

    /// <returns>The facts after a place, newest first; enumerate only as far as needed.</returns>
    public static IEnumerable<(FactOrder Order, Fact Fact)> After(FactOrder place, IReadOnlyList<long> actors, SqliteConnection connection)
    {
        var hour = place.At == long.MaxValue ? long.MaxValue : Hours.Of(place.At);
        var rows = actors
            .SelectMany(actor => new[] { ChainOf, LateOf }, (actor, sql) => connection.Query<Row>(sql, new { actor, hour }, buffered: false))
            .Select(row => row.GetEnumerator())
            .ToList();
        try
        {
            var open = rows.Where(row => row.MoveNext()).ToList();
            while (open.Count > 0)
            {
                foreach (var fact in NextHour(open).Where(fact => fact.Order.IsAfter(place)))
                {
                    yield return fact;
                }
            }
        }
        finally
        {
            rows.ForEach(row => row.Dispose());
        }
    }

    private static List<(FactOrder Order, Fact Fact)> NextHour(List<IEnumerator<Row>> open)
    {
        var hour = open.Max(row => row.Current.Hour);
        var facts = new List<(FactOrder Order, Fact Fact)>();
        open.RemoveAll(row => !TakeHour(row, hour, facts));
        facts.Sort((one, other) => one.Order.CompareTo(other.Order));
        return facts;
    }

    /// <summary>False when there are no more rows.</summary>
    private static bool TakeHour(IEnumerator<Row> row, long hour, List<(FactOrder Order, Fact Fact)> facts)
    {
        while (row.Current.Hour == hour)
        {
            Decode(row.Current, facts);
            if (!row.MoveNext())
            {
                return false;
            }
        }

        return true;
    }

    private static void Decode(Row row, List<(FactOrder Order, Fact Fact)> facts)
    {
        var reader = new ByteReader(row.Body);
        while (!reader.AtEnd)
        {
            var sequence = (long)reader.Number();
            var fact = FactCodec.Decode(ref reader);
            facts.Add((new FactOrder(fact.At.ToUnixTimeMilliseconds(), row.Actor, sequence), fact));
        }
    }

    private sealed record Row(long Hour, long Actor, byte[] Body);
}
