namespace Engagement.Gateway.Tests.Hosting;

/// <summary>Campaign documents that tests put.</summary>
internal static class Documents
{
    public const string AtPurchase = """
        {
          "name": "Thanks", "tags": ["shop", "thanks"],
          "trigger": { "any": [ { "event": "Purchase" } ] },
          "reEligibility": "always",
          "variants": [ { "id": "only", "weight": 1, "content": { "inapp": { "kind": "modal", "title": "Thank you", "body": "Seen." } } } ]
        }
        """;

    public static string Named(string name, params string[] tags) => $$"""
        {
          "name": "{{name}}", "tags": [{{string.Join(',', tags.Select(tag => $"\"{tag}\""))}}],
          "trigger": { "any": [ { "event": "Nothing" } ] },
          "variants": [ { "id": "only", "weight": 1, "content": { "inapp": { "kind": "banner", "body": "Hi" } } } ]
        }
        """;
}
