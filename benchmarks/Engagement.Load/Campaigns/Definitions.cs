using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Engagement.Load.Campaigns;

/// <summary>Writes definitions with the secret key. A refusal stops the run with the server's own words.</summary>
internal sealed class Definitions(HttpClient client, string secretKey)
{
    public async Task Launch(string id, JsonObject document, CancellationToken cancellationToken)
    {
        await Send(HttpMethod.Put, $"/v1/campaigns/{id}", document, cancellationToken);
        await Send(HttpMethod.Post, $"/v1/campaigns/{id}/launch", null, cancellationToken);
    }

    public Task PutSettings(JsonObject settings, CancellationToken cancellationToken) =>
        Send(HttpMethod.Put, "/v1/settings", settings, cancellationToken);

    private async Task Send(HttpMethod method, string path, JsonObject? document, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secretKey);
        if (document is not null)
            request.Content = new StringContent(document.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
            return;
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        throw new InvalidOperationException($"{method} {path} was refused with {(int)response.StatusCode}: {answer}");
    }
}
