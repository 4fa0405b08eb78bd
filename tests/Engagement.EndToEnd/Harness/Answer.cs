using System.Net;
using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.Harness;

/// <summary>An answer read to its end.</summary>
/// <param name="RetryAfter">Null where the answer does not say, or not in whole seconds.</param>
internal sealed record Answer(HttpStatusCode Status, string? MediaType, TimeSpan? RetryAfter, string Text)
{
    public int Code => (int)Status;

    public bool IsSuccess => Code is >= 200 and < 300;

    public JsonNode Json => JsonNode.Parse(Text)!;
}
