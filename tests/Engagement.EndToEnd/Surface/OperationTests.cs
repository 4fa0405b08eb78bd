using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.Surface;

public sealed class OperationTests(ServerFixture servers) : IClassFixture<ServerFixture>
{
    private static readonly string[] Promised =
    [
        "/v1/track", "/v1/batch", "/v1/campaigns", "/v1/campaigns/{id}", "/v1/campaigns/{id}/launch", "/v1/campaigns/{id}/results", "/v1/settings",
        "/v1/users/{id}", "/v1/users/{id}/timeline", "/v1/users/{id}/decisions", "/v1/users/{id}/explain", "/v1/users/{id}/export",
        "/v1/inapp/messages", "/v1/inapp/stream", "/v1/inapp/receipts", "/v1/inapp/moment", "/health/live", "/health/ready",
    ];

    [Fact]
    public async Task The_API_document_names_every_promised_route_and_each_answers()
    {
        var server = await servers.Get();
        var document = (await server.Api.Send(HttpMethod.Get, "/openapi/v1.json", null, key: null)).ShouldSucceed().Json;
        ((string)document["openapi"]!).ShouldStartWith("3.");
        var paths = document["paths"]!.AsObject();
        Promised.Except(paths.Select(path => path.Key)).ShouldBeEmpty();
        var wrong = new List<string>();
        foreach (var (path, operations) in paths)
        {
            foreach (var (method, operation) in operations!.AsObject().Where(named => named.Value is JsonObject))
            {
                var status = await Status(server, method, path, operation!);
                if (status is >= 500 or 405 || operation!["responses"]?[$"{status}"] is null)
                {
                    wrong.Add($"{method} {path}: {status}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_too()
    {
        var server = await servers.Get();
        (await server.Api.Get("/v1/nothing")).ShouldBeProblem(404);
        (await server.Api.Send(HttpMethod.Delete, "/v1/settings", null, server.Api.SecretKey)).ShouldBeProblem(405);
    }

    [RequiresFact(Need.Promtool)]
    public async Task Promtool_finds_nothing_wrong_with_the_metrics()
    {
        var server = await servers.Get();
        (await server.Api.Ingest("/v1/track", """{"userId":"metrics","event":"Product Viewed"}""")).ShouldSucceed();
        var metrics = (await server.Api.Send(HttpMethod.Get, "/metrics", null, key: null)).ShouldSucceed();
        using var promtool = Child.Start(Need.Program(Need.Promtool)!, ["check", "metrics"]);
        await promtool.WriteAsync(metrics.Text.TrimEnd('\n').Split('\n'));
        await promtool.WaitAsync(TimeSpan.FromSeconds(30));

        // The runtime's own names end in what the lint keeps for histograms; OpenTelemetry has them so.
        promtool.Said.Where(line => !line.StartsWith("dotnet_", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>Asked with a body that says nothing, of an id that nobody has.</summary>
    private static async Task<int> Status(EngagementServer server, string method, string path, JsonNode operation)
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), path.Replace("{id}", "none").Replace("{writeKey}", "none"));
        request.Headers.Authorization = new("Bearer", server.Api.SecretKey);
        if (operation["requestBody"] is not null)
        {
            request.Content = new StringContent("{}");
        }

        // A stream has no end: its head is answer enough.
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)response.StatusCode;
    }
}
