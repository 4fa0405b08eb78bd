using Engagement.Gateway.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Campaigns;

[Collection(GatewayCollection.Name)]
public sealed class CampaignListTests(GatewayApp app)
{
    [Fact]
    public async Task Campaigns_are_listed_by_status_and_tag_page_by_page()
    {
        var workspace = await app.CreateWorkspaceAsync();
        foreach (var (id, tag) in (ValueTuple<string, string>[])[("a", "x"), ("b", "y"), ("c", "x"), ("d", "x"), ("B", "x")])
        {
            (await workspace.PutAsync($"/v1/campaigns/{id}", Documents.Named(id, tag))).Status.ShouldBe(201);
        }

        await workspace.PostAsync("/v1/campaigns/c/launch");
        (await IdsAsync("")).ShouldBe(["B", "a", "b", "c", "d"]);
        (await IdsAsync("?tag=x")).ShouldBe(["B", "a", "c", "d"]);
        (await IdsAsync("?status=live")).ShouldBe(["c"]);
        (await IdsAsync("?status=draft&tag=y")).ShouldBe(["b"]);

        var first = await workspace.GetAsync("/v1/campaigns?limit=2&tag=x");
        Ids(first).ShouldBe(["B", "a"]);
        var cursor = first.Json.GetProperty("cursor").GetString();
        var second = await workspace.GetAsync($"/v1/campaigns?limit=2&tag=x&cursor={cursor}");
        Ids(second).ShouldBe(["c", "d"]);
        second.Json.TryGetProperty("cursor", out _).ShouldBeFalse();
        async Task<string[]> IdsAsync(string query) => Ids(await workspace.GetAsync($"/v1/campaigns{query}"));
    }

    [Theory]
    [InlineData("?status=dead")]
    [InlineData("?limit=0")]
    [InlineData("?limit=201")]
    [InlineData("?limit=ten")]
    [InlineData("?cursor=!")]
    public async Task What_cannot_be_read_is_refused(string query)
    {
        var workspace = await app.CreateWorkspaceAsync();
        (await workspace.GetAsync($"/v1/campaigns{query}")).ShouldBeProblem(400, "invalid");
    }

    private static string[] Ids(Exchange list) =>
        [.. list.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
}
