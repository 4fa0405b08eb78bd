using Engagement.Core.Catalogs;
using Engagement.Core.Targeting;

namespace Engagement.Core.Users.Rules;

/// <summary>What a candidate keeps of the event that started it: only what the campaign's templates will read.</summary>
internal static class Captures
{
    public static EventProperties For(CompiledCampaign campaign, EventProperties properties)
    {
        if (campaign.CapturedPaths.Count == 0 || properties.IsEmpty)
        {
            return default;
        }

        var kept = new List<Captured>(campaign.CapturedPaths.Count);
        foreach (var path in campaign.CapturedPaths)
        {
            if (properties[path] is { IsMissing: false } value)
            {
                kept.Add(new Captured(path, value));
            }
        }

        return kept.Count == 0 ? default : new EventProperties([.. kept]);
    }
}
