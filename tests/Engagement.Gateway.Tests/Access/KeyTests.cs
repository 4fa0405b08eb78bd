using System.Net.Http.Headers;
using System.Text;
using Engagement.Core.Workspaces;
using Engagement.Gateway.Keys;
using Engagement.Gateway.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Access;

[Collection(GatewayCollection.Name)]
public sealed class KeyTests(GatewayApp app)
{
    public static TheoryData<string, string, string> SecretRoutes()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (method, path, _, scope) in RouteTable.Secret)
        {
            data.Add(method, path, scope);
        }

        return data;
    }

    public static TheoryData<string, string> InAppRoutes()
    {
        var data = new TheoryData<string, string>();
        foreach (var (method, path) in RouteTable.InApp)
        {
            data.Add(method, path);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(SecretRoutes))]
    public async Task A_secret_route_wants_a_secret_key_with_its_scope(string method, string path, string scope)
    {
        var workspace = await app.CreateWorkspaceAsync();
        var verb = new HttpMethod(method);
        (await CallAsync(verb, path, null)).ShouldBeProblem(401, "missingKey");
        (await workspace.SendAsync(verb, path, "{}", "sk_nobody")).ShouldBeProblem(401, "unknownKey");
        (await workspace.SendAsync(verb, path, "{}", workspace.WriteKey)).ShouldBeProblem(403, "wrongScope");
        var narrow = await app.AddKeyAsync(workspace.Id, KeyKind.Secret, scope == Scopes.Campaigns ? Scopes.Users : Scopes.Campaigns);
        (await workspace.SendAsync(verb, path, "{}", narrow.Text)).ShouldBeProblem(403, "wrongScope");
        var right = await app.AddKeyAsync(workspace.Id, KeyKind.Secret, scope);
        (await workspace.SendAsync(verb, path, "{}", right.Text)).Status.ShouldNotBeOneOf(401, 403);
    }

    [Theory]
    [MemberData(nameof(SecretRoutes))]
    public async Task A_secret_route_takes_no_key_from_the_address(string method, string path, string scope)
    {
        var workspace = await app.CreateWorkspaceAsync();
        (await CallAsync(new HttpMethod(method), $"{path}?writeKey={workspace.SecretKey}", null)).ShouldBeProblem(401, "missingKey");
        scope.ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(InAppRoutes))]
    public async Task An_in_app_route_wants_a_key(string method, string path)
    {
        var workspace = await app.CreateWorkspaceAsync();
        var verb = new HttpMethod(method);
        (await CallAsync(verb, path, null)).ShouldBeProblem(401, "missingKey");
        (await workspace.SendAsync(verb, path, "[]", "wk_nobody")).ShouldBeProblem(401, "unknownKey");
        (await CallAsync(verb, $"{path}?writeKey=wk_nobody", null)).ShouldBeProblem(401, "unknownKey");
        (await CallAsync(verb, $"{path}?writeKey={workspace.SecretKey}", null)).ShouldBeProblem(401, "unknownKey");
        var ingestOnly = await app.AddKeyAsync(workspace.Id, KeyKind.Write, Scopes.Ingest);
        (await workspace.SendAsync(verb, path, "[]", ingestOnly.Text)).ShouldBeProblem(403, "wrongScope");
    }

    [Fact]
    public async Task An_in_app_route_takes_the_write_key_as_bearer_as_basic_user_name_and_from_the_address()
    {
        var workspace = await app.CreateWorkspaceAsync();
        const string Path = "/v1/inapp/messages?userId=u";
        (await workspace.GetAsync(Path, workspace.WriteKey)).Status.ShouldBe(200);
        (await workspace.GetAsync(Path, workspace.SecretKey)).Status.ShouldBe(200);
        (await CallAsync(HttpMethod.Get, Path, new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{workspace.WriteKey}:"))))).Status.ShouldBe(200);
        (await CallAsync(HttpMethod.Get, $"{Path}&writeKey={workspace.WriteKey}", null)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("Basic !!!")]
    [InlineData("Basic ")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x")]
    [InlineData("Digest abc")]
    [InlineData("wk_x")]
    public async Task A_strange_authorization_is_no_fault_of_the_server(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/inapp/messages?userId=u");
        request.Headers.TryAddWithoutValidation("Authorization", header).ShouldBeTrue();
        (await Exchange.OfAsync(app.Http, request)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_key_is_of_one_workspace_only()
    {
        var mine = await app.CreateWorkspaceAsync();
        var other = await app.CreateWorkspaceAsync();
        (await mine.PutAsync("/v1/campaigns/secret", Documents.AtPurchase)).Status.ShouldBe(201);
        await mine.Engine.TrackAsync(Core.PersonId.Known("u"), "Purchase", "m1");
        foreach (var (method, _, template, _) in RouteTable.Secret)
        {
            if (template.StartsWith("/v1/campaigns/{id}", StringComparison.Ordinal) && method != "PUT")
            {
                var path = template.Replace("{id}", "secret", StringComparison.Ordinal);
                (await other.SendAsync(new HttpMethod(method), path)).ShouldBeProblem(404, "notFound");
            }
        }

        foreach (var path in (string[])["/v1/users/u", "/v1/users/u/timeline", "/v1/users/u/decisions", "/v1/users/u/export"])
        {
            (await mine.GetAsync(path)).Status.ShouldBe(200);
            (await other.GetAsync(path)).ShouldBeProblem(404, "notFound");
        }

        (await other.GetAsync("/v1/campaigns")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await mine.GetAsync("/v1/campaigns/secret")).Status.ShouldBe(200);
    }

    private async Task<Exchange> CallAsync(HttpMethod method, string path, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = authorization;
        return await Exchange.OfAsync(app.Http, request);
    }
}
