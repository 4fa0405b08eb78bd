using Engagement.Core;
using Engagement.Gateway.Http;
using Engagement.Gateway.Keys;
using Engagement.Gateway.Mapping;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Gateway.Campaigns;

/// <summary>Campaigns of a workspace, from the catalog in force, in ordinal order of their ids.</summary>
internal static class CampaignList
{
    public static Results<Reply<Wire.Page<Wire.CampaignSummary>>, Refused> Get(
        Caller caller, IActorHost host, string? status = null, string? tag = null, string? cursor = null, string? limit = null)
    {
        if (!Paging.TryReadLimit(limit, out var most, out var refused) || !Paging.TryReadCursor(cursor, out var after, out refused))
        {
            return refused!;
        }

        if (status is not null && !Names.Statuses.ContainsKey(status))
        {
            return Refused.Because(Refusal.Invalid, $"status: expected one of {string.Join(", ", Names.Statuses.Keys)}");
        }

        var wanted = (host.CatalogOf(caller.Workspace)?.Campaigns.Values ?? [])
            .Select(campaign => campaign.Snapshot)
            .Where(campaign => string.CompareOrdinal(campaign.Id.Value, after) > 0)
            .Where(campaign => status is null || campaign.Status == Names.Statuses[status])
            .Where(campaign => tag is null || campaign.Definition.Tags.Contains(tag))
            .OrderBy(campaign => campaign.Id.Value, StringComparer.Ordinal)
            .Take(most + 1)
            .ToArray();
        var shown = wanted.AsSpan(0, Math.Min(most, wanted.Length)).ToArray();
        return new Reply<Wire.Page<Wire.CampaignSummary>>(new(
            [.. shown.Select(Mapping.Campaigns.ToSummary)],
            wanted.Length > most ? Paging.After(shown[^1].Id.Value) : null));
    }
}
