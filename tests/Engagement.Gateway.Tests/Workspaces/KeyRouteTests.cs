using Engagement.Gateway.Keys;
using Engagement.Gateway.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Workspaces;

[Collection(GatewayCollection.Name)]
public sealed class KeyRouteTests(GatewayApp app)
{
    [Fact]
    public async Task A_key_is_shown_once_works_and_is_refused_when_revoked()
    {
        var workspace = await app.CreateWorkspaceAsync();
        var made = await workspace.PostAsync("/v1/keys", """{"kind":"secret","scopes":["campaigns"]}""");
        made.Status.ShouldBe(201, made.Body);
        var key = made.Json.GetProperty("secret").GetString()!;
        var id = made.Json.GetProperty("id").GetString()!;
        NewKey.IsWellFormed(key).ShouldBeTrue();
        (await workspace.GetAsync("/v1/campaigns", key)).Status.ShouldBe(200);
        (await workspace.GetAsync("/v1/settings", key)).ShouldBeProblem(403, "wrongScope");

        var list = await workspace.GetAsync("/v1/keys");
        list.Json.GetProperty("items").GetArrayLength().ShouldBe(3);
        list.Body.ShouldNotContain(key);
        list.Body.ShouldNotContain(NewKey.HashOf(key));
        list.Body.ShouldContain(id);

        (await workspace.DeleteAsync($"/v1/keys/{id}")).Status.ShouldBe(204);
        (await workspace.GetAsync("/v1/campaigns", key)).ShouldBeProblem(401, "unknownKey");
        (await workspace.DeleteAsync($"/v1/keys/{id}")).Status.ShouldBe(204);
        (await workspace.GetAsync("/v1/keys")).Json.GetProperty("items")[2].GetProperty("revokedAt").GetString().ShouldNotBeNull();
        (await workspace.DeleteAsync("/v1/keys/none")).ShouldBeProblem(404, "notFound");
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("{}", "/kind")]
    [InlineData("{\"kind\":\"master\"}", "/kind")]
    [InlineData("{\"kind\":7}", "/kind")]
    [InlineData("{\"kind\":\"write\",\"scopes\":[\"campaigns\"]}", "/scopes")]
    [InlineData("{\"kind\":\"write\",\"scopes\":[]}", "/scopes")]
    [InlineData("{\"kind\":\"write\",\"scopes\":\"inapp\"}", "/scopes")]
    [InlineData("{\"kind\":\"write\",\"name\":\"x\"}", "/name")]
    public async Task What_is_no_key_request_makes_no_key(string body, string pointer)
    {
        var workspace = await app.CreateWorkspaceAsync();
        (await workspace.PostAsync("/v1/keys", body)).ShouldBeProblem(400, "invalid").Error(pointer).ShouldNotBeEmpty();
        (await workspace.GetAsync("/v1/keys")).Json.GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task The_identity_secret_is_told_to_those_who_may_make_keys()
    {
        var workspace = await app.CreateWorkspaceAsync();
        (await workspace.GetAsync("/v1/keys/identity")).Json.GetProperty("secret").GetString().ShouldBe(workspace.IdentitySecret);
    }
}
