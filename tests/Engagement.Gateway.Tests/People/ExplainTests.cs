using Engagement.Core;
using Engagement.Gateway.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.People;

[Collection(GatewayCollection.Name)]
public sealed class ExplainTests(GatewayApp app)
{
    private const string Expensive = """
        {
          "name": "Big", "trigger": { "any": [ { "event": "Purchase", "where": { "property": "cart.total", "op": "gt", "value": 100 } } ] },
          "variants": [ { "id": "only", "weight": 1, "content": { "inapp": { "kind": "modal", "body": "Wow" } } } ]
        }
        """;

    [Fact]
    public async Task What_would_be_decided_is_told_and_nothing_is_changed()
    {
        var workspace = await app.CreateWorkspaceAsync();
        await workspace.Engine.LaunchAsync("big", Expensive);
        await workspace.Engine.TrackAsync(PersonId.Known("u"), "Visit", "m1");
        var before = (await workspace.GetAsync("/v1/users/u")).Body;

        (await ExplainAsync("""{"campaign":"big","event":"Purchase","properties":{"cart":{"total":150}}}""")).ShouldBe("sent");
        (await ExplainAsync("""{"campaign":"big","event":"Purchase","properties":{"cart":{"total":50}}}""")).ShouldBe("dropped");
        (await ExplainAsync("""{"campaign":"big","event":"Purchase"}""")).ShouldBe("dropped");
        (await ExplainAsync("""{"campaign":"big"}""")).ShouldBe("sent");
        (await workspace.GetAsync("/v1/users/u")).Body.ShouldBe(before);

        async Task<string?> ExplainAsync(string body)
        {
            var explained = await workspace.PostAsync("/v1/users/u/explain", body);
            explained.Status.ShouldBe(200, explained.Body);
            return explained.Json.GetProperty("candidates").EnumerateArray().ShouldHaveSingleItem().GetProperty("verdict").GetString();
        }
    }

    [Theory]
    [InlineData("[]", "invalid", "")]
    [InlineData("{}", "invalid", "/campaign")]
    [InlineData("{\"campaign\":\"\"}", "invalid", "/campaign")]
    [InlineData("{\"campaign\":\"\\ud800\"}", "malformed", null)]
    [InlineData("{\"\\ud800\":1}", "malformed", null)]
    [InlineData("{\"campaign\":\"big\",\"event\":5}", "invalid", "/event")]
    [InlineData("{\"campaign\":\"big\",\"properties\":[]}", "invalid", "/properties")]
    [InlineData("{\"campaign\":\"big\",\"properties\":{\"a\":\"\\ud800\"}}", "malformed", null)]
    [InlineData("{\"campaign\":\"big\",\"who\":1}", "invalid", "/who")]
    [InlineData("{\"campaign\":\"a\",\"campaign\":\"b\"}", "malformed", null)]
    [InlineData("{", "malformed", null)]
    public async Task What_cannot_be_read_is_refused_by_name(string body, string code, string? pointer)
    {
        var workspace = await app.CreateWorkspaceAsync();
        var problem = (await workspace.PostAsync("/v1/users/u/explain", body)).ShouldBeProblem(400, code);
        if (pointer is not null)
        {
            problem.Error(pointer).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task A_campaign_that_is_not_there_cannot_be_explained()
    {
        var workspace = await app.CreateWorkspaceAsync();
        (await workspace.PostAsync("/v1/users/u/explain", """{"campaign":"none"}""")).ShouldBeProblem(404, "notFound");
        (await workspace.PostAsync("/v1/users/u/explain", $"{{\"campaign\":\"{new string('x', 40_000)}\"}}")).ShouldBeProblem(413, "tooLarge");
    }
}
