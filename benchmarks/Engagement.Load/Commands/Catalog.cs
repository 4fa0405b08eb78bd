using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Engagement.Load.Campaigns;
using Engagement.Load.Reporting;
using Engagement.Load.Servers;

namespace Engagement.Load.Commands;

/// <summary>Puts the shop's campaigns in force and proves that they are, before anything is timed.</summary>
internal static class Catalog
{
    public static async Task Launch(Workshop workshop, ServerUnderTest server, Finding finding, CancellationToken cancellationToken)
    {
        var count = workshop.Arguments.Number("campaigns", 1000);
        var rules = CampaignRules.For(workshop.Events.AsSpan(0, Math.Min(50_000, workshop.Events.Length)), count, 0.02, workshop.Seed);
        var definitions = new Definitions(server.Client, server.Keys.Secret);
        await definitions.PutSettings(Documents.ThreeADay(), cancellationToken);
        for (var index = 0; index < rules.Length; index++)
            await definitions.Launch($"load-{index}", Documents.Shop(index, rules[index]), cancellationToken);
        var share = CampaignRules.ShareOf(workshop.Events, rules);
        finding.Notes.Add($"{count} live campaigns over 200 event names; {share:P1} of the events meet at least one; {workshop.Events.Length:N0} events of {workshop.Events.Select(shopped => shopped.User).Distinct().Count():N0} users in turn, fresh message ids at each send.");
        await Prove(server, rules, cancellationToken);
    }

    private static async Task Prove(ServerUnderTest server, CampaignRule[] rules, CancellationToken cancellationToken)
    {
        var rule = rules[1];
        if (await Candidates(server, rule.Event, $"c-{rule.FirstCategory}", rule.LeastPrice + 1, cancellationToken) == 0)
            throw new InvalidOperationException("an event that meets a live campaign brought no candidate: the campaigns are not in force");
        if (await Candidates(server, "Nothing Known", "c-0", 0, cancellationToken) != 0)
            throw new InvalidOperationException("an event that meets no campaign brought a candidate");
    }

    private static async Task<int> Candidates(ServerUnderTest server, string name, string category, double price, CancellationToken cancellationToken)
    {
        var properties = new JsonObject { ["category"] = category, ["price"] = price, ["name"] = "Thing" };
        var body = new JsonObject { ["userId"] = "proof", ["event"] = name, ["messageId"] = $"proof-{Guid.NewGuid():N}", ["properties"] = properties };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/track?wait=decision");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(server.Keys.Write + ":")));
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await server.Client.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"wait=decision answered {(int)response.StatusCode}: {answer}");
        return JsonNode.Parse(answer)?["decisions"]?.AsArray().Sum(decision => decision?["candidates"]?.AsArray().Count ?? 0) ?? 0;
    }
}
