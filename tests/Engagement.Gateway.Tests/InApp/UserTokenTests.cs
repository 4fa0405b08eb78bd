using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Engagement.Gateway.Tests.Hosting;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.InApp;

[Collection(GatewayCollection.Name)]
public sealed class UserTokenTests(GatewayApp app)
{
    private const string Messages = "/v1/inapp/messages";

    public static TheoryData<string> Routes()
    {
        var data = new TheoryData<string>();
        foreach (var (method, path) in RouteTable.InApp)
        {
            data.Add($"{method} {path}");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Where_identity_is_required_every_in_app_route_wants_a_token(string route)
    {
        var workspace = await VerifiedAsync();
        var (method, path) = (new HttpMethod(route.Split(' ')[0]), route.Split(' ')[1]);
        (await workspace.SendAsync(method, $"{path}?userId=u", "{}", workspace.WriteKey)).ShouldBeProblem(401, "userTokenRequired");
        (await workspace.SendAsync(method, $"{path}?anonymousId=u", "{}", workspace.WriteKey)).ShouldBeProblem(401, "userTokenRequired");
        (await workspace.SendAsync(method, path, "{}", workspace.WriteKey, ("X-User-Token", "a.b.c"))).ShouldBeProblem(401, "userTokenInvalid");
        var token = workspace.UserToken("u");
        (await workspace.SendAsync(method, $"{path}?userId=v", "{}", workspace.WriteKey, ("X-User-Token", token))).ShouldBeProblem(403, "wrongPerson");
    }

    [Fact]
    public async Task A_right_token_says_who_it_is_wherever_it_is_sent()
    {
        var workspace = await VerifiedAsync();
        var token = workspace.UserToken("u");
        foreach (var user in (string[])["", "?userId=u", "?anonymousId=x"])
        {
            (await workspace.SendAsync(HttpMethod.Get, Messages + user, null, workspace.WriteKey, ("X-User-Token", token))).Status.ShouldBe(200);
        }

        (await workspace.GetAsync($"{Messages}?userToken={token}", workspace.WriteKey)).Status.ShouldBe(200);
        (await workspace.GetAsync($"{Messages}?writeKey={workspace.WriteKey}", token)).Status.ShouldBe(200);
        await using var stream = await EventReader.OpenAsync(workspace, string.Empty, userToken: token);
        stream.Hello.GetProperty("id").GetString().ShouldBe("u");
    }

    [Fact]
    public async Task A_secret_key_speaks_for_everybody()
    {
        var workspace = await VerifiedAsync();
        (await workspace.GetAsync($"{Messages}?userId=u")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_forged_token_is_refused()
    {
        var workspace = await VerifiedAsync();
        var other = await VerifiedAsync();
        var exp = (app.Host.Now + Duration.FromMinutes(5)).ToUnixTimeSeconds();
        var good = workspace.UserToken("u");
        var forged = new Dictionary<string, string>
        {
            ["wrong secret"] = workspace.UserToken("u", secret: other.IdentitySecret),
            ["other workspace"] = other.UserToken("u"),
            ["expired"] = workspace.UserToken("u", Duration.FromMinutes(-5)),
            ["no exp"] = TestWorkspace.Sign(new Dictionary<string, object> { ["sub"] = "u" }, workspace.IdentitySecret),
            ["no sub"] = workspace.UserToken(null),
            ["empty sub"] = workspace.UserToken(string.Empty),
            ["control character in sub"] = workspace.UserToken("u\u0001"),
            ["not yet"] = TestWorkspace.Sign(
                new Dictionary<string, object> { ["sub"] = "u", ["exp"] = exp, ["nbf"] = exp - 60 }, workspace.IdentitySecret),
            ["HS512"] = Hs512($$"""{"sub":"u","exp":{{exp}}}""", workspace.IdentitySecret),
            ["alg none"] = Unsigned("""{"alg":"none"}""", $$"""{"sub":"u","exp":{{exp}}}"""),
            ["alg None with signature"] = Unsigned("""{"alg":"None"}""", $$"""{"sub":"u","exp":{{exp}}}""") + "x",
            ["alg none, signature of another"] = Unsigned("""{"alg":"none"}""", $$"""{"sub":"u","exp":{{exp}}}""") + good.Split('.')[2],
            ["signature cut"] = good[..^4],
            ["no signature"] = good[..(good.LastIndexOf('.') + 1)],
            ["body changed"] = $"{good.Split('.')[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"sub":"v","exp":{{exp}}}"""))}.{good.Split('.')[2]}",
            ["five parts"] = $"{good}.a.b",
            ["garbage"] = "a.b.c",
            ["long"] = $"{new string('a', 10_000)}.b.c",
        };
        foreach (var (name, token) in forged)
        {
            var answer = await workspace.SendAsync(HttpMethod.Get, Messages, null, workspace.WriteKey, ("X-User-Token", token));
            answer.Status.ShouldBe(401, name);
            answer.ShouldBeProblem(401, "userTokenInvalid");
        }
    }

    [Fact]
    public async Task A_wrong_token_is_refused_even_where_none_is_needed()
    {
        var workspace = await app.CreateWorkspaceAsync();
        (await workspace.SendAsync(HttpMethod.Get, $"{Messages}?userId=u", null, workspace.WriteKey, ("X-User-Token", "a.b.c")))
            .ShouldBeProblem(401, "userTokenInvalid");
    }

    private static string Hs512(string body, string secret)
    {
        var signed = Unsigned("""{"alg":"HS512"}""", body)[..^1];
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)))}";
    }

    private static string Unsigned(string header, string body) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(body))}.";

    private async Task<TestWorkspace> VerifiedAsync()
    {
        var workspace = await app.CreateWorkspaceAsync();
        await workspace.RequireIdentityAsync();
        return workspace;
    }
}
