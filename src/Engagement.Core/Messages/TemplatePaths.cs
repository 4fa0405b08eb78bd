using Engagement.Core.Campaigns;

namespace Engagement.Core.Messages;

/// <summary>What the holes of a template may read, and which of it a campaign's templates do read.</summary>
public static class TemplatePaths
{
    public const int MaximumLength = 256;

    /// <summary>The name of the campaign.</summary>
    public const string CampaignName = "campaign.name";

    /// <summary>Followed by a dotted path into the traits.</summary>
    public const string User = "user.";

    /// <summary>Followed by a dotted path into the properties of the event that caused the message.</summary>
    public const string EventProperties = "event.properties.";

    /// <summary>Followed by an event's name: how often it happened. Written <c>{{count "Event name"}}</c>.</summary>
    public const string Counters = "counters.";

    /// <summary>The event property paths that any template of the campaign reads, each once, in the order of reading.</summary>
    public static IReadOnlyList<string> OfEvent(CampaignDefinition definition) => Under(EventProperties, definition);

    /// <summary>The events whose counters any template of the campaign reads.</summary>
    public static IReadOnlyList<string> CountedEvents(CampaignDefinition definition) => Under(Counters, definition);

    private static List<string> Under(string root, CampaignDefinition definition)
    {
        var paths = new List<string>();
        foreach (var variant in definition.Variants)
        {
            foreach (var template in Of(variant.InApp))
            {
                AddHoles(template, root, paths);
            }
        }

        return paths;
    }

    private static void AddHoles(Template template, string root, List<string> paths)
    {
        foreach (var part in template.Parts)
        {
            if (part is TemplatePart.Hole hole && hole.Path.StartsWith(root, StringComparison.Ordinal)
                && hole.Path[root.Length..] is var path && !paths.Contains(path))
            {
                paths.Add(path);
            }
        }
    }

    private static IEnumerable<Template> Of(InAppContent content)
    {
        IEnumerable<Template?> own = [content.Title, content.Body, content.Image, content.Author, .. Of(content.Actions)];
        var local = content.Locales.SelectMany(text => (IEnumerable<Template?>)[text.Title, text.Body, text.Image, .. Of(text.Actions)]);
        return own.Concat(local).OfType<Template>();
    }

    private static IEnumerable<Template?> Of(ValueList<MessageAction> actions) =>
        actions.SelectMany(action => (IEnumerable<Template?>)[action.Label, action.Url]);
}
