using System.Net.Http.Headers;
using System.Text;
using Engagement.Core;
using Engagement.Testing.Specifications;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using Shouldly;

namespace Engagement.Gateway.Tests.Hosting;

/// <summary>A workspace of a test, with its keys, called over HTTP.</summary>
public sealed class TestWorkspace(GatewayApp app, WorkspaceId id, string writeKey, string secretKey, string identitySecret)
{
    public GatewayApp App => app;

    public WorkspaceId Id => id;

    public string WriteKey => writeKey;

    public string SecretKey => secretKey;

    public string IdentitySecret => identitySecret;

    /// <summary>The workspace behind HTTP, as the gateway itself drives it.</summary>
    public WorkspaceDriver Engine => new(() => app.Host, id);

    /// <summary>With the secret key, unless another is given.</summary>
    public async Task<Exchange> SendAsync(
        HttpMethod method, string path, string? body = null, string? key = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key ?? secretKey);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        return await Exchange.OfAsync(app.Http, request);
    }

    public Task<Exchange> GetAsync(string path, string? key = null) => SendAsync(HttpMethod.Get, path, null, key);

    public Task<Exchange> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Exchange> PostAsync(string path, string? body = null, string? key = null) => SendAsync(HttpMethod.Post, path, body, key);

    public Task<Exchange> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task RequireIdentityAsync() => (await PutAsync("/v1/settings", """{"identityVerification":"required"}""")).Status.ShouldBe(200);

    /// <summary>A user token as the app's own server would sign it.</summary>
    public string UserToken(string? subject, Duration? lifetime = null, string? secret = null)
    {
        var expires = app.Host.Now + (lifetime ?? Duration.FromMinutes(10));
        var claims = new Dictionary<string, object> { ["exp"] = expires.ToUnixTimeSeconds() };
        if (subject is not null)
        {
            claims["sub"] = subject;
        }

        return Sign(claims, secret ?? identitySecret);
    }

    public static string Sign(IDictionary<string, object> claims, string secret)
    {
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
            .CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256) });
    }
}
