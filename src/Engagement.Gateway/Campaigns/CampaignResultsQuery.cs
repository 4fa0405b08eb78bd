using Engagement.Core;
using Engagement.Gateway.Http;
using Engagement.Gateway.Keys;
using Engagement.Gateway.Mapping;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.ReadSide;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Engagement.Gateway.Campaigns;

/// <summary>Results of one campaign: in all, by variant, and, when asked, over time.</summary>
internal static class CampaignResultsQuery
{
    private const string Variant = "variant";
    private const string Hour = "hour";
    private const string Day = "day";

    public static async Task<Results<Reply<Wire.CampaignResults>, Refused>> GetAsync(
        Caller caller,
        string id,
        IActorHost host,
        IReadModels readModels,
        CancellationToken cancellationToken,
        string? from = null,
        string? to = null,
        string? by = null)
    {
        var errors = new List<string>();
        var query = new ResultsQuery(InstantOf("from", from, errors), InstantOf("to", to, errors), StepOf(by, errors), Parts(by).Contains(Variant));
        if (errors.Count > 0)
        {
            return Refused.Because(Refusal.Invalid, string.Join("; ", errors));
        }

        var campaign = new CampaignId(id);
        if (host.CatalogOf(caller.Workspace)?.Campaigns.ContainsKey(campaign) != true)
        {
            return Refused.Because(Refusal.NotFound, $"there is no campaign '{id}'");
        }

        var results = await readModels.ResultsAsync(caller.Workspace, campaign, query, cancellationToken);
        return new Reply<Wire.CampaignResults>(new(
            results.Campaign.Value,
            results.Totals.ToWire(),
            [.. results.Variants.Select(variant => variant.Counts.ToWire() with { Id = variant.Id })],
            [.. results.Series.Select(point => point.Counts.ToWire() with { From = point.From.ToWire(), Variant = point.Variant })]));
    }

    private static Instant? InstantOf(string name, string? text, List<string> errors)
    {
        if (text is null)
        {
            return null;
        }

        if (Rfc3339.TryParse(text, out var instant))
        {
            return instant;
        }

        errors.Add($"{name}: expected a date or an RFC 3339 instant");
        return null;
    }

    private static SeriesStep StepOf(string? by, List<string> errors)
    {
        var parts = Parts(by);
        if (parts.Any(part => part is not (Variant or Hour or Day)) || (parts.Contains(Hour) && parts.Contains(Day)))
        {
            errors.Add("by: expected variant, and hour or day, separated by a comma");
        }

        return parts.Contains(Hour) ? SeriesStep.Hour : parts.Contains(Day) ? SeriesStep.Day : SeriesStep.None;
    }

    private static string[] Parts(string? by) => by?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
