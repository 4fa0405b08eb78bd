using Engagement.Gateway.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Workspaces;

[Collection(GatewayCollection.Name)]
public sealed class SettingsRouteTests(GatewayApp app)
{
    [Fact]
    public async Task Settings_are_put_and_read_as_they_were_put()
    {
        var workspace = await app.CreateWorkspaceAsync();
        (await workspace.GetAsync("/v1/settings")).Body.ShouldBe("{}");
        const string Document = """{"zone":"Europe/Oslo","caps":[{"id":"d","scope":"any","limit":3,"per":"P1D","kind":"rolling"}]}""";
        var put = await workspace.PutAsync("/v1/settings", Document);
        put.Status.ShouldBe(200, put.Body);
        put.Headers["ETag"].ShouldBe("\"2\"");
        (await workspace.GetAsync("/v1/settings")).Body.ShouldBe(Document);
        app.Host.CatalogOf(workspace.Id)!.Settings.Zone.ShouldBe("Europe/Oslo");
    }

    [Fact]
    public async Task Settings_meant_for_another_version_are_refused()
    {
        var workspace = await app.CreateWorkspaceAsync();
        (await workspace.SendAsync(HttpMethod.Put, "/v1/settings", "{\"locale\":\"nb\"}", null, ("If-Match", "\"9\""))).ShouldBeProblem(412, "versionMismatch");
        (await workspace.SendAsync(HttpMethod.Put, "/v1/settings", "{\"locale\":\"nb\"}", null, ("If-Match", "\"1\""))).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("{\"zone\":\"Mars/Base\"}", "invalid", "/zone")]
    [InlineData("{\"zne\":\"Europe/Oslo\"}", "invalid", "/zne")]
    [InlineData("{\"quietHours\":{\"from\":\"25:00\",\"to\":\"07:00\"}}", "invalid", "/quietHours/from")]
    [InlineData("{\"theme\":{}}", "invalid", "/theme")]
    [InlineData("zone", "malformed", null)]
    public async Task Bad_settings_change_nothing(string body, string code, string? pointer)
    {
        var workspace = await app.CreateWorkspaceAsync();
        var problem = (await workspace.PutAsync("/v1/settings", body)).ShouldBeProblem(400, code);
        if (pointer is not null)
        {
            problem.Error(pointer).ShouldNotBeEmpty();
        }

        (await workspace.GetAsync("/v1/settings")).Headers["ETag"].ShouldBe("\"1\"");
    }
}
