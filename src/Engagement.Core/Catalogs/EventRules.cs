using System.Runtime.InteropServices;
using Engagement.Core.Campaigns;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>All that one event name means to the campaigns of a workspace.</summary>
internal sealed class EventRules(
    CompiledCampaign[] campaigns, EventInterest interest, CampaignIndex triggers, CampaignIndex exceptions, CampaignIndex goals)
{
    public EventInterest Interest => interest;

    public CampaignIndex Triggers => triggers;

    public CampaignIndex Exceptions => exceptions;

    public CampaignIndex Goals => goals;

    /// <param name="campaigns">In the order in which matches are to be given.</param>
    /// <param name="before">Rules made earlier: those whose campaigns are all the same are taken over, so that a change costs what it touches.</param>
    public static Dictionary<string, EventRules> ByName(IEnumerable<CompiledCampaign> campaigns, IReadOnlyDictionary<string, EventRules> before)
    {
        var known = new Dictionary<string, List<CompiledCampaign>>(before.Count, StringComparer.Ordinal);
        foreach (var campaign in campaigns)
        {
            foreach (var name in campaign.Events)
            {
                if (!known.TryGetValue(name, out var knowing))
                {
                    known.Add(name, knowing = []);
                }

                knowing.Add(campaign);
            }
        }

        return known.ToDictionary(
            pair => pair.Key,
            pair => before.TryGetValue(pair.Key, out var rules) && rules.AreOf(pair.Value) ? rules : Of(pair.Key, pair.Value),
            StringComparer.Ordinal);
    }

    /// <summary>Every event that a campaign waits for, or reads how often it happened; each once.</summary>
    public static IEnumerable<string> EventsOf(CampaignDefinition definition)
    {
        var matched = definition.Triggers.Concat(definition.Exceptions).Select(match => match.Event);
        var goal = definition.Goal is { } reached ? new[] { reached.Event.Event } : [];
        var counted = TemplatePaths.CountedEvents(definition).Concat(ConditionPaths.Events(definition.Audience));
        return matched.Concat(goal).Concat(counted).Distinct(StringComparer.Ordinal);
    }

    private bool AreOf(List<CompiledCampaign> others) => campaigns.AsSpan().SequenceEqual(CollectionsMarshal.AsSpan(others));

    private static EventRules Of(string name, List<CompiledCampaign> campaigns)
    {
        var draft = new Draft();
        foreach (var campaign in campaigns)
        {
            Add(campaign, name, draft);
        }

        return draft.Finish(name, [.. campaigns]);
    }

    // A draft or paused campaign can be explained, and one that was stopped may still convert: what they read must be parsed.
    private static void Add(CompiledCampaign campaign, string name, Draft draft)
    {
        var definition = campaign.Definition;
        var isDraft = campaign.Snapshot.Status == CampaignStatus.Draft;
        foreach (var trigger in definition.Triggers.Where(trigger => trigger.Event == name))
        {
            draft.Reads(trigger.Where).Paths.UnionWith(campaign.CapturedPaths);
            if (campaign.IsLive)
            {
                draft.Triggers.Add(campaign, trigger.Where);
            }
        }

        foreach (var exception in definition.Exceptions.Where(exception => exception.Event == name))
        {
            draft.Reads(exception.Where);
            if (!isDraft)
            {
                draft.Exceptions.Add(campaign, exception.Where);
            }
        }

        if (definition.Goal is { } goal && goal.Event.Event == name)
        {
            AddGoal(campaign, goal, draft, isDraft);
        }
    }

    private static void AddGoal(CompiledCampaign campaign, Goal goal, Draft draft, bool isDraft)
    {
        draft.Reads(goal.Event.Where);
        if (!isDraft)
        {
            draft.Goals.Add(campaign, goal.Event.Where);
        }

        if (goal.ValueProperty is { } value)
        {
            draft.Paths.Add(value);
        }
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

        public EventRules Finish(string name, CompiledCampaign[] campaigns)
        {
            var interest = new EventInterest(name, [.. Paths]);
            return new EventRules(campaigns, interest, Triggers.Build(interest), Exceptions.Build(interest), Goals.Build(interest));
        }
    }
}
