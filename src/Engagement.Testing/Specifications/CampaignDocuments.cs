using System.Text;
using Engagement.Core.Campaigns;
using Engagement.Core.Definitions;
using Shouldly;

namespace Engagement.Testing.Specifications;

/// <summary>Small campaign documents, as people would put them.</summary>
public static class CampaignDocuments
{
    /// <summary>Says something in the app each time the event happens.</summary>
    public static string At(string trigger) => $$"""
        {
          "name": "At {{trigger}}",
          "trigger": { "any": [ { "event": "{{trigger}}" } ] },
          "reEligibility": "always",
          "variants": [ { "id": "only", "weight": 1, "content": { "inapp": { "kind": "banner", "title": "Thank you", "body": "Seen." } } } ]
        }
        """;

    /// <summary>Says something in the app some time after the event, each time.</summary>
    /// <param name="delay">ISO 8601.</param>
    public static string After(string delay, string trigger) => $$"""
        {
          "name": "After {{trigger}}",
          "trigger": { "any": [ { "event": "{{trigger}}" } ] },
          "delay": { "for": "{{delay}}" },
          "reEligibility": "always",
          "variants": [ { "id": "only", "weight": 1, "content": { "inapp": { "kind": "modal", "title": "Still there?", "body": "Come back." } } } ]
        }
        """;

    /// <summary>Says something in the app at the event to those for whom another event has happened a number of times.</summary>
    public static string AtWhenCounted(string trigger, string counted, int times) => $$"""
        {
          "name": "At {{trigger}} after {{times}}",
          "trigger": { "any": [ { "event": "{{trigger}}" } ] },
          "audience": { "all": [ { "event": "{{counted}}", "count": { "op": "gte", "value": {{times}} } } ] },
          "reEligibility": "always",
          "variants": [ { "id": "only", "weight": 1, "content": { "inapp": { "kind": "post", "title": "You again", "body": "Welcome." } } } ]
        }
        """;

    /// <summary>What a document that is right says.</summary>
    public static CampaignDefinition Read(string document)
    {
        var parsed = CampaignDocument.Parse(Encoding.UTF8.GetBytes(document));
        return parsed.Value.ShouldNotBeNull(string.Join(", ", parsed.Errors));
    }
}
