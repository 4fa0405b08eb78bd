using Engagement.Core.Catalogs;
using Engagement.Core.Targeting;

namespace Engagement.Core.Users.Rules;

/// <summary>
/// The campaigns an event concerns, in a list that each thread uses again and again: an event happens inside another only before or after
/// its matches are walked, never during.
/// </summary>
internal static class Matches
{
    [ThreadStatic]
    private static List<CompiledCampaign>? scratch;

    public static List<CompiledCampaign> TriggeredBy(this EventRules rules, in EventProperties properties)
    {
        var matches = Empty();
        rules.Triggers.Match(properties, matches);
        return matches;
    }

    public static List<CompiledCampaign> ExceptedBy(this EventRules rules, in EventProperties properties)
    {
        var matches = Empty();
        rules.Exceptions.Match(properties, matches);
        return matches;
    }

    public static List<CompiledCampaign> GoalOf(this EventRules rules, in EventProperties properties)
    {
        var matches = Empty();
        rules.Goals.Match(properties, matches);
        return matches;
    }

    private static List<CompiledCampaign> Empty()
    {
        var matches = scratch ??= [];
        matches.Clear();
        return matches;
    }
}
