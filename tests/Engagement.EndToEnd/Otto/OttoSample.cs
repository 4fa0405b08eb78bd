using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.Otto;

/// <summary>Real sessions of a real shop: one a line, <c>{"session","events":[{"aid","ts","type"}]}</c>.</summary>
internal sealed record OttoSample(IReadOnlyList<(string User, string Event, long Article, long At)> Events)
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["clicks"] = "Product Viewed",
        ["carts"] = "Product Added",
        ["orders"] = "Order Completed",
    };

    public static OttoSample Read(string path) => new(
    [
        .. File.ReadLines(path)
            .Select(line => JsonNode.Parse(line)!)
            .SelectMany(session => session["events"]!.AsArray().Select(happened => (
                $"otto-{session["session"]}",
                Names[(string)happened!["type"]!],
                (long)happened["aid"]!,
                (long)happened["ts"]!)))
            .OrderBy(happened => happened.Item4),
    ]);

    /// <summary>Every event once, in the order of time, its days made into so many seconds that end now.</summary>
    public IEnumerable<JsonObject> Calls(TimeSpan span)
    {
        var (first, last) = (Events[0].At, Events[^1].At);
        var start = DateTimeOffset.UtcNow - span;
        return Events.Select(happened => new JsonObject
        {
            ["type"] = "track",
            ["userId"] = happened.User,
            ["event"] = happened.Event,
            ["timestamp"] = (start + (span * ((double)(happened.At - first) / (last - first)))).ToString("yyyy-MM-ddTHH:mm:ss.fffZ"),
            ["properties"] = new JsonObject { ["product_id"] = happened.Article },
        });
    }
}
