using System.Globalization;
using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.Harness;

/// <summary>One trace: what was decided about a campaign for a person, and by which rule.</summary>
internal sealed record Verdict(string Campaign, string Said, string Rule, DateTimeOffset At, DateTimeOffset? Due, string? DeliveryId, string? Variant)
{
    public static Verdict Of(JsonNode trace) => new(
        (string)trace["campaign"]!,
        (string)trace["verdict"]!,
        (string)trace["rule"]!,
        InstantOf(trace["at"])!.Value,
        InstantOf(trace["due"]),
        (string?)trace["deliveryId"],
        (string?)trace["variant"]);

    public override string ToString() => $"{Said} {Rule}";

    private static DateTimeOffset? InstantOf(JsonNode? text) =>
        text is null ? null : DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture);
}
