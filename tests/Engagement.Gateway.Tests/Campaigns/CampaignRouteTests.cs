using Engagement.Gateway.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Campaigns;

[Collection(GatewayCollection.Name)]
public sealed class CampaignRouteTests(GatewayApp app)
{
    [Fact]
    public async Task A_campaign_is_put_read_moved_and_deleted()
    {
        var workspace = await app.CreateWorkspaceAsync();
        var created = await workspace.PutAsync("/v1/campaigns/thanks", Documents.AtPurchase);
        created.Status.ShouldBe(201, created.Body);
        created.Headers["ETag"].ShouldBe("\"1\"");
        created.Json.GetProperty("status").GetString().ShouldBe("draft");
        created.Json.GetProperty("definition").GetProperty("name").GetString().ShouldBe("Thanks");

        foreach (var (verb, status) in (ValueTuple<string, string>[])[("launch", "live"), ("pause", "paused"), ("resume", "live"), ("stop", "stopped")])
        {
            var moved = await workspace.PostAsync($"/v1/campaigns/thanks/{verb}");
            moved.Status.ShouldBe(200, moved.Body);
            moved.Json.GetProperty("status").GetString().ShouldBe(status);
        }

        var read = await workspace.GetAsync("/v1/campaigns/thanks");
        read.Json.GetProperty("version").GetInt64().ShouldBe(5);
        read.Headers["ETag"].ShouldBe("\"5\"");
        read.Json.GetProperty("launchedAt").GetString()!.ShouldEndWith("Z");
        (await workspace.DeleteAsync("/v1/campaigns/thanks")).Status.ShouldBe(204);
        (await workspace.GetAsync("/v1/campaigns/thanks")).ShouldBeProblem(404, "notFound");
        (await workspace.DeleteAsync("/v1/campaigns/thanks")).ShouldBeProblem(404, "notFound");
    }

    [Fact]
    public async Task The_same_document_again_changes_nothing()
    {
        var workspace = await app.CreateWorkspaceAsync();
        (await workspace.PutAsync("/v1/campaigns/c", Documents.AtPurchase)).Status.ShouldBe(201);
        var again = await workspace.PutAsync("/v1/campaigns/c", Documents.AtPurchase);
        again.Status.ShouldBe(200);
        again.Headers["ETag"].ShouldBe("\"1\"");
        (await workspace.PutAsync("/v1/campaigns/c", Documents.Named("Other"))).Headers["ETag"].ShouldBe("\"2\"");
    }

    [Fact]
    public async Task A_write_meant_for_another_version_is_refused()
    {
        var workspace = await app.CreateWorkspaceAsync();
        const string Path = "/v1/campaigns/c";
        (await PutIfAsync("If-Match", "\"3\"")).ShouldBeProblem(412, "versionMismatch");
        (await PutIfAsync("If-None-Match", "*")).Status.ShouldBe(201);
        (await PutIfAsync("If-None-Match", "*")).ShouldBeProblem(412, "versionMismatch");
        (await PutIfAsync("If-Match", "\"2\"")).ShouldBeProblem(412, "versionMismatch");
        (await PutIfAsync("If-Match", "\"1\"")).Status.ShouldBe(200);
        foreach (var bad in (string[])["\"one\"", "*", "W/\"1\"", "\"1\", \"2\"", "\"0\"", "-1"])
        {
            (await PutIfAsync("If-Match", bad)).ShouldBeProblem(400, "invalid");
        }

        (await workspace.SendAsync(HttpMethod.Delete, Path, null, null, ("If-Match", "\"7\""))).ShouldBeProblem(412, "versionMismatch");
        (await workspace.SendAsync(HttpMethod.Delete, Path, null, null, ("If-Match", "\"1\""))).Status.ShouldBe(204);

        Task<Exchange> PutIfAsync(string header, string value) => workspace.SendAsync(HttpMethod.Put, Path, Documents.AtPurchase, null, (header, value));
    }

    [Theory]
    [InlineData("pause", "wrongState")]
    [InlineData("resume", "wrongState")]
    [InlineData("stop", "wrongState")]
    public async Task A_draft_cannot_be_moved_but_by_launch(string verb, string code)
    {
        var workspace = await app.CreateWorkspaceAsync();
        await workspace.PutAsync("/v1/campaigns/c", Documents.AtPurchase);
        (await workspace.PostAsync($"/v1/campaigns/c/{verb}")).ShouldBeProblem(409, code);
        (await workspace.PostAsync($"/v1/campaigns/none/{verb}")).ShouldBeProblem(404, "notFound");
    }

    [Fact]
    public async Task A_live_campaign_cannot_be_deleted()
    {
        var workspace = await app.CreateWorkspaceAsync();
        await workspace.PutAsync("/v1/campaigns/c", Documents.AtPurchase);
        await workspace.PostAsync("/v1/campaigns/c/launch");
        (await workspace.DeleteAsync("/v1/campaigns/c")).ShouldBeProblem(409, "wrongState");
    }

    [Theory]
    [InlineData("", "malformed")]
    [InlineData("{", "malformed")]
    [InlineData("{\"name\":", "malformed")]
    [InlineData("{} {}", "malformed")]
    [InlineData("\u00ff", "malformed")]
    [InlineData("nul", "malformed")]
    [InlineData("[]", "invalid")]
    [InlineData("null", "invalid")]
    [InlineData("3", "invalid")]
    [InlineData("{}", "invalid")]
    [InlineData("{\"name\":1}", "invalid")]
    public async Task A_body_that_is_no_definition_changes_nothing(string body, string code)
    {
        var workspace = await app.CreateWorkspaceAsync();
        (await workspace.PutAsync("/v1/campaigns/c", body)).ShouldBeProblem(400, code);
        (await workspace.GetAsync("/v1/campaigns/c")).ShouldBeProblem(404, "notFound");
    }

    [Fact]
    public async Task Malformed_json_is_told_with_its_place()
    {
        var workspace = await app.CreateWorkspaceAsync();
        var problem = await workspace.PutAsync("/v1/campaigns/c", "{\n  \"name\": oops }");
        problem.ShouldBeProblem(400, "malformed").Json.GetProperty("detail").GetString()!.ShouldContain("line 2, byte 11");
    }

    [Fact]
    public async Task Every_fault_of_a_definition_is_told_with_its_pointer()
    {
        var workspace = await app.CreateWorkspaceAsync();
        var document = """
            { "name": "x", "colour": "red", "trigger": { "any": [ { "event": "a" } ] }, "control": 200,
              "variants": [ { "id": "v", "weight": 0, "content": { "inapp": { "kind": "modal", "body": "b" } } } ] }
            """;
        var problem = (await workspace.PutAsync("/v1/campaigns/c", document)).ShouldBeProblem(400, "invalid");
        problem.Error("/colour").ShouldContain("unknown field");
        problem.Error("/control").ShouldContain("100");
        problem.Json.GetProperty("errors").EnumerateObject().Count().ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_definition_larger_than_the_limit_is_refused_with_the_number()
    {
        var workspace = await app.CreateWorkspaceAsync();
        var problem = await workspace.PutAsync("/v1/campaigns/c", new string(' ', 300 * 1024));
        problem.ShouldBeProblem(413, "tooLarge").Json.GetProperty("detail").GetString()!.ShouldContain("262144");
    }

    [Fact]
    public async Task A_content_type_does_not_matter()
    {
        var workspace = await app.CreateWorkspaceAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/campaigns/c");
        request.Headers.Authorization = new("Bearer", workspace.SecretKey);
        request.Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(Documents.AtPurchase));
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        (await Exchange.OfAsync(app.Http, request)).Status.ShouldBe(201);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("ü/ä")]
    [InlineData("50%")]
    [InlineData("a%2Fb")]
    [InlineData("a+b?c#d")]
    public async Task Any_id_can_be_addressed(string id)
    {
        var workspace = await app.CreateWorkspaceAsync();
        var path = $"/v1/campaigns/{Uri.EscapeDataString(id)}";
        (await workspace.PutAsync(path, Documents.AtPurchase)).Json.GetProperty("id").GetString().ShouldBe(id);
        (await workspace.PostAsync($"{path}/launch")).Json.GetProperty("id").GetString().ShouldBe(id);
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("%1F")]
    public async Task What_is_no_id_is_refused(string escaped)
    {
        var workspace = await app.CreateWorkspaceAsync();
        (await workspace.PutAsync($"/v1/campaigns/{escaped}", Documents.AtPurchase)).Status.ShouldBe(400);
        (await workspace.PutAsync($"/v1/campaigns/{new string('x', 129)}", Documents.AtPurchase)).ShouldBeProblem(400, "invalid");
        (await workspace.PutAsync($"/v1/campaigns/{new string('x', 128)}", Documents.AtPurchase)).Status.ShouldBe(201);
    }
}
