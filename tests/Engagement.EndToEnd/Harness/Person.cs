using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.Harness;

/// <summary>One person as the server shows them.</summary>
internal sealed record Person(JsonObject Json)
{
    // Sessions are the server's own events, made from silence.
    private static readonly string[] OfTheServer = ["Session Started", "Session Ended"];

    /// <summary>How often each event that a client sent was counted.</summary>
    public IReadOnlyDictionary<string, long> Events { get; } = Json["events"]!.AsObject()
        .Where(named => !OfTheServer.Contains(named.Key))
        .ToDictionary(named => named.Key, named => (long)named.Value!["total"]!);

    public IReadOnlyCollection<string> Identities => [.. Json["identities"]!.AsArray().Select(identity => (string)identity!["id"]!)];

    public IReadOnlyCollection<string> Groups => [.. Json["groups"]!.AsArray().Select(group => (string)group!["id"]!)];

    public override string ToString() => Json.ToJsonString();
}
