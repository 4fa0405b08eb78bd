using Dapper;
using Engagement.Core;
using Engagement.Runtime.ReadSide;
using Microsoft.Data.Sqlite;

namespace Engagement.ReadModels.Reading;

/// <summary>Reads and adds up the results of a campaign.</summary>
internal static class ResultsReader
{
    private const string Where = "WHERE workspace = @workspace AND campaign = @campaign AND hour >= @from AND hour < @to GROUP BY 1, 2";

    private const string Counts = $"""
        SELECT hour - hour % @step AS hour, variant, sum(sent) AS sent, sum(delivered) AS delivered, sum(shown) AS shown,
          sum(clicked) AS clicked, sum(dismissed) AS dismissed, sum(answered) AS answered, sum(failed) AS failed,
          sum(recalled) AS recalled, sum(converted) AS converted, sum(value) AS value
        FROM results {Where}
        """;

    private const string Suppressed = $"SELECT hour - hour % @step AS hour, variant, rule, sum(count) AS count FROM suppressed {Where}, 3";

    public static CampaignResults Read(WorkspaceId workspace, CampaignId campaign, ResultsQuery query, SqliteConnection connection)
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
