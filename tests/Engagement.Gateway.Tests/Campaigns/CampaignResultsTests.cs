using Engagement.Core;
using Engagement.Gateway.Tests.Hosting;
using Engagement.Runtime.ReadSide;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Campaigns;

[Collection(GatewayCollection.Name)]
public sealed class CampaignResultsTests(GatewayApp app)
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);

    [Fact]
    public async Task Results_are_told_by_variant_and_over_time()
    {
        var workspace = await PutAsync();
        var split = await workspace.GetAsync("/v1/campaigns/c/results?from=2026-03-01&to=2026-03-03T00:00:00Z&by=variant,day");
        split.Status.ShouldBe(200, split.Body);
        split.Json.GetProperty("campaign").GetString().ShouldBe("c");
        split.Json.GetProperty("totals").GetProperty("sent").GetInt64().ShouldBe(7);
        split.Json.GetProperty("totals").GetProperty("suppressed").GetProperty("cap:daily").GetInt64().ShouldBe(3);
        split.Json.GetProperty("series").EnumerateArray().Select(point => point.GetProperty("variant").GetString()).ShouldBe(["a", "b"]);
        app.ReadModels.LastQuery.ShouldBe(new ResultsQuery(Instant.FromUtc(2026, 3, 1, 0, 0), Instant.FromUtc(2026, 3, 3, 0, 0), SeriesStep.Day, ByVariant: true));

        (await workspace.GetAsync("/v1/campaigns/c/results?by=hour")).Status.ShouldBe(200);
        app.ReadModels.LastQuery.ShouldBe(new ResultsQuery(null, null, SeriesStep.Hour, ByVariant: false));
    }

    [Theory]
    [InlineData("?from=yesterday")]
    [InlineData("?to=1")]
    [InlineData("?by=moon")]
    [InlineData("?by=hour,day")]
    public async Task What_cannot_be_read_is_refused(string query)
    {
        var workspace = await PutAsync();
        (await workspace.GetAsync($"/v1/campaigns/c/results{query}")).ShouldBeProblem(400, "invalid");
    }

    private async Task<TestWorkspace> PutAsync()
    {
        var workspace = await app.CreateWorkspaceAsync();
        (await workspace.PutAsync("/v1/campaigns/c", Documents.AtPurchase)).Status.ShouldBe(201);
        var some = new ResultCounts { Sent = 3, Suppressed = new Dictionary<string, long> { ["cap:daily"] = 1 } };
        var more = new ResultCounts { Sent = 4, Suppressed = new Dictionary<string, long> { ["cap:daily"] = 2 } };
        app.ReadModels.Put(workspace.Id, new CampaignResults(
            new CampaignId("c"),
            new ResultCounts { Sent = 7, Suppressed = new Dictionary<string, long> { ["cap:daily"] = 3 } },
            [new VariantResults("a", some), new VariantResults("b", more)],
            [new SeriesPoint(Noon, "a", some), new SeriesPoint(Noon, "b", more)]));
        return workspace;
    }
}
