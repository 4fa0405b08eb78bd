using System.Diagnostics;
using System.Text.Json.Nodes;
using Engagement.Testing.Postgres;

namespace Engagement.EndToEnd.Cluster;

/// <summary>Silos on a database of their own, and people who watch while things happen to them.</summary>
internal sealed class Silos : IAsyncDisposable
{
    private const string Pinged = """
        { "name": "Ping", "trigger": { "any": [ { "event": "Pinged" } ] }, "reEligibility": "always",
          "variants": [ { "id": "only", "weight": 1, "content": { "inapp": { "kind": "banner", "body": "{{event.properties.n}}" } } } ],
          "display": { "expireAfter": "P1D", "interrupt": "always" } }
        """;

    private readonly PostgresServer _postgres;
    private SiloDeployment _deployment = null!;
    private EngagementServer _server = null!;

    private Silos(PostgresServer postgres) => _postgres = postgres;

    public Api Api => _server.Api;

    public Uri Url => _server.Url;

    public PostgresServer Postgres => _postgres;

    public static async Task<Silos> Start(int count)
    {
        var silos = new Silos(await PostgresServer.StartAsync());
        silos._server = await EngagementServer.Start(url => silos._deployment = new SiloDeployment(new ServerSetup(), url, apart: false, count, silos._postgres));
        await silos.Api.Launch("ping", Pinged);
        return silos;
    }

    public Uri UrlOf(int silo) => _deployment.UrlOf(silo);

    /// <summary>SIGKILL.</summary>
    public void Kill(int silo) => _deployment.Processes[silo].Kill();

    public async Task Terminate(int silo)
    {
        var process = _deployment.Processes[silo];
        using var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitAsync(TimeSpan.FromSeconds(60));
        process.ExitCode.ShouldBe(0, process.Last(40));
    }

    public Task StartAgain(int silo) => _deployment.StartAgainAsync(silo);

    /// <summary>Waits until every silo is ready.</summary>
    public Task Ready() => _deployment.AwaitReadyAsync();

    /// <summary>Has something happen to a person for which they are sent a message, as a client that tries until it is taken.</summary>
    public async Task Ping(HttpClient http, string user, int number)
    {
        var body = $$$"""{"userId":"{{{user}}}","event":"Pinged","messageId":"ping-{{{user}}}-{{{number}}}","properties":{"n":{{{number}}}}}""";
        await Eventually.Get(() => Sent(http, body), sent => sent, TimeSpan.FromSeconds(90), $"ping {number} is taken");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    private async Task<bool> Sent(HttpClient http, string body)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/track") { Content = new StringContent(body) };
            request.Headers.Authorization = new("Bearer", Api.WriteKey);
            using var answer = await http.SendAsync(request);
            return answer.IsSuccessStatusCode && (bool)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["success"]!;
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
