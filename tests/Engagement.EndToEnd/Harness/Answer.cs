using System.Net;
using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.Harness;

/// <summary>An answer read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, string? MediaType, string Text)
{
    public int Code => (int)Status;

    public bool IsSuccess => Code is >= 200 and < 300;

    public JsonNode Json => JsonNode.Parse(Text)!;
}
