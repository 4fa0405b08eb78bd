using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.Harness;

/// <summary>What the owner of a workspace does, over HTTP.</summary>
internal sealed class Api(Uri url, string writeKey, string secretKey) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new() { BaseAddress = url, Timeout = Patience };

    public string WriteKey => writeKey;

    public string SecretKey => secretKey;

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null, secretKey);

    public Task<Answer> Put(string path, string body) => Send(HttpMethod.Put, path, body, secretKey);

    public Task<Answer> Post(string path, string? body = null) => Send(HttpMethod.Post, path, body, secretKey);

    /// <summary>As an app does it, with the write key.</summary>
    public Task<Answer> Ingest(string path, string body) => Send(HttpMethod.Post, path, body, writeKey);

    public async Task<Answer> Send(HttpMethod method, string path, string? body, string? key)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await SendContent(method, path, content, key);
    }

    public async Task<Answer> SendContent(HttpMethod method, string path, HttpContent? content, string? key)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.RetryAfter?.Delta, text);
    }

    public async Task Launch(string campaign, string definition)
    {
        (await Put($"/v1/campaigns/{campaign}", definition)).ShouldSucceed();
        (await Post($"/v1/campaigns/{campaign}/launch")).ShouldSucceed();
    }

    /// <summary>Null while nothing is known of them.</summary>
    public async Task<Person?> Find(string userId)
    {
        var answer = await Get($"/v1/users/{Uri.EscapeDataString(userId)}");
        return answer.Code == 404 ? null : new Person(answer.ShouldSucceed().Json.AsObject());
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Verdict>> Decisions(string userId, string? campaign = null)
    {
        var only = campaign is null ? string.Empty : $"&campaign={campaign}";
        var answer = await Get($"/v1/users/{Uri.EscapeDataString(userId)}/decisions?limit=100{only}");
        return answer.Code == 404 ? [] : [.. answer.ShouldSucceed().Json["items"]!.AsArray().Select(Verdict.Of!)];
    }

    public async Task<JsonObject> Results(string campaign) => (await Get($"/v1/campaigns/{campaign}/results")).ShouldSucceed().Json.AsObject();

    public void Dispose() => _http.Dispose();
}
