using Engagement.Core.Campaigns;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>All that one event name means to the campaigns of a workspace.</summary>
internal sealed class EventRules(EventInterest interest, CampaignIndex triggers, CampaignIndex exceptions, CampaignIndex goals)
{
    public EventInterest Interest => interest;

    public CampaignIndex Triggers => triggers;

    public CampaignIndex Exceptions => exceptions;

    public CampaignIndex Goals => goals;

    /// <param name="campaigns">In the order in which matches are to be given.</param>
    public static Dictionary<string, EventRules> ByName(IEnumerable<CompiledCampaign> campaigns)
    {
        var drafts = new Dictionary<string, Draft>(StringComparer.Ordinal);
        foreach (var campaign in campaigns)
        {
            Add(campaign, drafts);
        }

        return drafts.ToDictionary(draft => draft.Key, draft => draft.Value.Finish(draft.Key), StringComparer.Ordinal);
    }

    // A draft or paused campaign can be explained, and one that was stopped may still convert: what they read must be parsed.
    private static void Add(CompiledCampaign campaign, Dictionary<string, Draft> drafts)
    {
        var definition = campaign.Definition;
        var isDraft = campaign.Snapshot.Status == CampaignStatus.Draft;
        foreach (var trigger in definition.Triggers)
        {
            var draft = Of(trigger.Event, drafts).Reads(trigger.Where);
            draft.Paths.UnionWith(campaign.CapturedPaths);
            if (campaign.IsLive)
            {
                draft.Triggers.Add(campaign, trigger.Where);
            }
        }

        foreach (var exception in definition.Exceptions)
        {
            var draft = Of(exception.Event, drafts).Reads(exception.Where);
            if (!isDraft)
            {
                draft.Exceptions.Add(campaign, exception.Where);
            }
        }

        if (definition.Goal is { } goal)
        {
            var draft = Of(goal.Event.Event, drafts).Reads(goal.Event.Where);
            if (!isDraft)
            {
                draft.Goals.Add(campaign, goal.Event.Where);
            }

            if (goal.ValueProperty is { } value)
            {
                draft.Paths.Add(value);
            }
        }

        foreach (var counted in TemplatePaths.CountedEvents(definition).Concat(ConditionPaths.Events(definition.Audience)))
        {
            Of(counted, drafts);
        }
    }

    private static Draft Of(string eventName, Dictionary<string, Draft> drafts)
    {
        if (!drafts.TryGetValue(eventName, out var draft))
        {
            drafts.Add(eventName, draft = new Draft());
        }

        return draft;
    }

    private sealed class Draft
    {
        public SortedSet<string> Paths { get; } = new(StringComparer.Ordinal);

        public CampaignIndexBuilder Triggers { get; } = new();

        public CampaignIndexBuilder Exceptions { get; } = new();

        public CampaignIndexBuilder Goals { get; } = new();

        public Draft Reads(Condition? where)
        {
            Paths.UnionWith(ConditionPaths.Properties(where));
            return this;
        }

        public EventRules Finish(string name)
        {
            var interest = new EventInterest(name, [.. Paths]);
            return new EventRules(interest, Triggers.Build(interest), Exceptions.Build(interest), Goals.Build(interest));
        }
    }
}
