using System.Net.Http.Headers;

namespace Engagement.EndToEnd.Surface;

public sealed class HostileBodiesTests(ServerFixture servers) : IClassFixture<ServerFixture>
{
    private static readonly (HttpMethod Method, string Path)[] Doors =
    [
        .. "identify track page screen group alias batch".Split(' ').Select(call => (HttpMethod.Post, $"/v1/{call}")),
        .. "i t p s g a b".Split(' ').Select(call => (HttpMethod.Post, $"/v1/{call}?wait=decision")),
        (HttpMethod.Post, "/v1/inapp/receipts?userId=u"),
        (HttpMethod.Post, "/v1/inapp/moment?userId=u"),
        (HttpMethod.Post, "/v1/inapp/moment?userId=%00%ff"),
        (HttpMethod.Put, "/v1/campaigns/hostile"),
        (HttpMethod.Put, "/v1/settings"),
        (HttpMethod.Post, "/v1/users/u/explain"),
    ];

    [Fact]
    public async Task No_body_however_hostile_is_answered_with_a_server_error()
    {
        var server = await servers.Get();
        var wrong = new List<string>();
        foreach (var (method, path) in Doors)
        {
            foreach (var (name, body) in HostileBodies.All)
            {
                if (await Told(server, method, path, body) is { } told)
                {
                    wrong.Add($"{name} at {path}: {told}");
                }
            }
        }

        wrong.ShouldBeEmpty();
        server.Process.HasExited.ShouldBeFalse();
        (await server.Api.Ingest("/v1/track", """{"userId":"unharmed","event":"Product Viewed"}""")).ShouldSucceed();
    }

    [Theory]
    [InlineData("/v1/users/%00")]
    [InlineData("/v1/users/%ff%fe")]
    [InlineData("/v1/users/..%2f..%2fetc%2fpasswd")]
    [InlineData("/v1/users/u/decisions?cursor=%ff&limit=-1")]
    [InlineData("/v1/users/u/decisions?cursor=AAAA")]
    [InlineData("/v1/users/u/timeline?limit=99999999999999999999")]
    [InlineData("/v1/campaigns/%20?x=%")]
    [InlineData("/v1/campaigns?cursor=%00&status=none&tag=")]
    [InlineData("/v1/campaigns/none/results?from=yesterday&to=9999-12-31T23:59:59Z&by=moon")]
    [InlineData("/v1/inapp/messages?userId=")]
    [InlineData("/v1/inapp/stream?userId=%00")]
    [InlineData("/sourceConfig?writeKey=%00")]
    [InlineData("/v1/projects/%2e%2e/settings")]
    public async Task No_address_however_odd_is_answered_with_a_server_error(string path)
    {
        var server = await servers.Get();
        (await server.Api.Get(path)).Code.ShouldBeInRange(200, 499);
    }

    /// <summary>What is wrong with the answer; null when it is a success or says what was wrong with the request.</summary>
    private static async Task<string?> Told(EngagementServer server, HttpMethod method, string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            var answer = await server.Api.SendContent(method, path, content, server.Api.SecretKey);
            return answer.Code switch
            {
                >= 500 => $"{answer.Code} {answer.Text}",
                >= 400 when answer.MediaType != "application/problem+json" => $"{answer.Code} as {answer.MediaType}",
                _ => null,
            };
        }
        catch (HttpRequestException lost) when (lost.InnerException is IOException && body.Length > 1_000_000)
        {
            // Refused by its announced length while it was still being sent.
            return null;
        }
        catch (HttpRequestException lost)
        {
            return $"{lost.Message} {lost.InnerException}";
        }
    }
}
