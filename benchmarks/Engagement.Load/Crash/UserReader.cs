using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Engagement.Load.Servers;

namespace Engagement.Load.Crash;

/// <summary>What the server says of one person, through its public reading interface.</summary>
internal sealed class UserReader(ServerUnderTest server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly AuthenticationHeaderValue _secret = new("Bearer", server.Keys.Secret);
    private readonly AuthenticationHeaderValue _write = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(server.Keys.Write + ":")));

    /// <summary>How often each event has counted for the user; empty for a person unknown to the server.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Counts(string user, CancellationToken cancellationToken)
    {
        var profile = await Read($"/v1/users/{Uri.EscapeDataString(user)}", _secret, cancellationToken);
        return profile?["events"]?.AsObject().ToDictionary(named => named.Key, named => (long?)named.Value?["total"] ?? 0) ?? [];
    }

    /// <summary>The campaign's messages in the user's queue.</summary>
    public async Task<int> Messages(string user, string campaign, CancellationToken cancellationToken)
    {
        var queue = await Read($"/v1/inapp/messages?userId={Uri.EscapeDataString(user)}", _write, cancellationToken);
        return queue?["messages"]?.AsArray().Count(message => (string?)message?["campaign"] == campaign) ?? 0;
    }

    /// <summary>When, by the server's own history, the campaign's messages were sent to the user. History may lag behind the queue.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> SentAt(string user, string campaign, CancellationToken cancellationToken)
    {
        var history = await Read($"/v1/users/{Uri.EscapeDataString(user)}/decisions?campaign={campaign}", _secret, cancellationToken);
        return history?["items"]?.AsArray()
            .Where(decision => (string?)decision?["verdict"] == "sent")
            .Select(decision => DateTimeOffset.Parse((string)decision!["at"]!, CultureInfo.InvariantCulture))
            .ToList() ?? [];
    }

    /// <summary>Asks again for a while where the server cannot answer just now: it was killed a moment ago.</summary>
    private async Task<JsonNode?> Read(string path, AuthenticationHeaderValue authorization, CancellationToken cancellationToken)
    {
        for (var patience = Stopwatch.StartNew(); ;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = authorization;
            using var response = await server.Client.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.IsSuccessStatusCode)
                return JsonNode.Parse(answer);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || patience.Elapsed > Patience)
                throw new InvalidOperationException($"GET {path} answered {(int)response.StatusCode}: {answer}");
            await Task.Delay(1000, cancellationToken);
        }
    }
}
