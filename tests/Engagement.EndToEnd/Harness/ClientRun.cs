using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.Harness;

/// <summary>What a real Node client made of its calls.</summary>
internal sealed record ClientRun(int Made, int Delivered, IReadOnlyList<string> Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Runs a client in a process of its own until it has settled every call.</summary>
    /// <param name="client"><c>segment-node</c>, <c>rudder-node</c> or <c>customerio-node</c>.</param>
    /// <param name="calls">As the Segment spec has them: <c>type</c> and the fields of the call.</param>
    public static async Task<ClientRun> Of(string client, string baseUrl, string writeKey, IEnumerable<JsonObject> calls, int flushAt = 5)
    {
        using var node = Child.Start("node", [Path.Combine(Places.Clients, "drive.mjs"), client, baseUrl, writeKey, $"{flushAt}"]);
        await node.WriteAsync(calls.Select(call => call.ToJsonString()));
        await node.WaitAsync(Patience);
        node.ExitCode.ShouldBe(0, node.Last(40));
        var report = JsonNode.Parse(node.Said.Last())!;
        return new ClientRun((int)report["made"]!, (int)report["delivered"]!, [.. report["errors"]!.AsArray().Select(error => (string)error!)]);
    }

    /// <summary>Every call reached the server, as far as the client can tell.</summary>
    public void ShouldHaveDeliveredAll()
    {
        Errors.ShouldBeEmpty();
        Delivered.ShouldBe(Made);
    }
}
