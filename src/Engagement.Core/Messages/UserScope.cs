using Engagement.Core.Campaigns;
using Engagement.Core.Targeting;
using Engagement.Core.Users;

namespace Engagement.Core.Messages;

/// <summary>What the templates of one campaign read for one person: traits, counters, and what was kept of the event that caused the message.</summary>
public sealed class UserScope(ActiveUser user, EventProperties properties, CampaignDefinition campaign) : ITemplateScope
{
    public Value Read(string path)
    {
        if (path == TemplatePaths.CampaignName)
        {
            return Value.Of(campaign.Name);
        }

        if (path.StartsWith(TemplatePaths.User, StringComparison.Ordinal))
        {
            return user.Traits.At(path.AsSpan(TemplatePaths.User.Length));
        }

        if (path.StartsWith(TemplatePaths.EventProperties, StringComparison.Ordinal))
        {
            return properties[path[TemplatePaths.EventProperties.Length..]];
        }

        return path.StartsWith(TemplatePaths.Counters, StringComparison.Ordinal)
            ? Value.Of(user.Counters.Find(path[TemplatePaths.Counters.Length..])?.Total ?? 0)
            : Value.Missing;
    }
}
