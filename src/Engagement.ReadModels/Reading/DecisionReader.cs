using System.Data.Common;
using Dapper;
using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;

namespace Engagement.ReadModels.Reading;

/// <summary>Reads traces newest first.</summary>
internal static class DecisionReader
{
    private const string After = """
        actor = @actor AND at <= @lastAt
        AND (at < @lastAt OR @actor < @lastActor OR @actor = @lastActor AND sequence < @lastSequence)
        """;

    private const string OfAll = $"SELECT at, actor, sequence, body FROM decisions WHERE {After} ORDER BY at DESC, sequence DESC LIMIT @limit";

    private const string OfOne =
        $"SELECT at, actor, sequence, body FROM decisions WHERE campaign = @campaign AND {After} ORDER BY at DESC, sequence DESC LIMIT @limit";

    /// <returns>At most so many traces after a place.</returns>
    public static List<(FactOrder Order, Trace Trace)> Read(
        FactOrder place, IReadOnlyList<long> actors, CampaignId? campaign, int limit, DbConnection connection) => actors
        .SelectMany(actor => connection.Query<Row>(
            campaign is null ? OfAll : OfOne,
            new { actor, campaign = campaign?.Value, limit, lastAt = place.At, lastActor = place.Actor, lastSequence = place.Sequence }))
        .Select(row => (new FactOrder(row.At, row.Actor, row.Sequence), Decode(row.Body)))
        .OrderBy(row => row.Item1)
        .Take(limit)
        .ToList();

    private static Trace Decode(byte[] body)
    {
        var reader = new ByteReader(body);
        return FactCodec.Decode(ref reader) is Fact.Decided decided ? decided.Trace : throw new FormatException("not the bytes of a decision");
    }

    private sealed record Row(long At, long Actor, long Sequence, byte[] Body);
}
