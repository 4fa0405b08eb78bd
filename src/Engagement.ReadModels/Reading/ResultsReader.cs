using System.Data.Common;
using Dapper;
using Engagement.Core;
using Engagement.Runtime.ReadSide;

namespace Engagement.ReadModels.Reading;

/// <summary>Reads and adds up the results of a campaign.</summary>
internal static class ResultsReader
{
    private const string Where = "WHERE workspace = @workspace AND campaign = @campaign AND hour >= @from AND hour < @to GROUP BY 1, 2";

    private const string Counts = $"""
        SELECT hour - hour % @step AS hour, variant, CAST(sum(sent) AS bigint) AS sent, CAST(sum(delivered) AS bigint) AS delivered,
          CAST(sum(shown) AS bigint) AS shown, CAST(sum(clicked) AS bigint) AS clicked, CAST(sum(dismissed) AS bigint) AS dismissed,
          CAST(sum(answered) AS bigint) AS answered, CAST(sum(failed) AS bigint) AS failed, CAST(sum(recalled) AS bigint) AS recalled,
          CAST(sum(converted) AS bigint) AS converted, sum(value) AS value
        FROM results {Where}
        """;

    private const string Suppressed =
        $"SELECT hour - hour % @step AS hour, variant, rule, CAST(sum(count) AS bigint) AS count FROM suppressed {Where}, 3";

    public static CampaignResults Read(WorkspaceId workspace, CampaignId campaign, ResultsQuery query, DbConnection connection)
    {
        var parameters = new
        {
            workspace = workspace.Value,
            campaign = campaign.Value,
            from = query.From is { } from ? Hours.Of(from.ToUnixTimeMilliseconds()) : long.MinValue,
            to = query.To is { } to ? Hours.Of(to.ToUnixTimeMilliseconds() - 1) + 1 : long.MaxValue,
            step = query.Step switch { SeriesStep.Hour => 1, SeriesStep.Day => Hours.Day, _ => long.MaxValue },
        };
        var sums = new ResultSums();
        foreach (var row in connection.Query<CountsRow>(Counts, parameters))
        {
            sums.Add(row);
        }

        foreach (var row in connection.Query<SuppressedRow>(Suppressed, parameters))
        {
            sums.Add(row);
        }

        return new CampaignResults(
            campaign,
            sums.Total(),
            sums.ByVariant(),
            query.Step == SeriesStep.None ? [] : sums.Series(query.ByVariant));
    }
}
