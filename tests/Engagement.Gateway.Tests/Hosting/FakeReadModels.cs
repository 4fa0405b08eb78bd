using System.Collections.Concurrent;
using System.Globalization;
using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Runtime.ReadSide;

namespace Engagement.Gateway.Tests.Hosting;

/// <summary>Answers with what a test put in; pages by index.</summary>
public sealed class FakeReadModels : IReadModels
{
    private readonly ConcurrentDictionary<(WorkspaceId, PersonId), List<TimelineEntry>> _timelines = new();
    private readonly ConcurrentDictionary<(WorkspaceId, PersonId), List<Trace>> _decisions = new();
    private readonly ConcurrentDictionary<(WorkspaceId, CampaignId), CampaignResults> _results = new();

    public ResultsQuery? LastQuery { get; private set; }

    public void Put(WorkspaceId workspace, CampaignResults results) => _results[(workspace, results.Campaign)] = results;

    public void Put(WorkspaceId workspace, PersonId person, params TimelineEntry[] entries) => _timelines[(workspace, person)] = [.. entries];

    public void Put(WorkspaceId workspace, PersonId person, params Trace[] traces) => _decisions[(workspace, person)] = [.. traces];

    public Task<CampaignResults> ResultsAsync(WorkspaceId workspace, CampaignId campaign, ResultsQuery query, CancellationToken cancellationToken)
    {
        LastQuery = query;
        return Task.FromResult(_results.GetValueOrDefault((workspace, campaign)) ?? new CampaignResults(campaign, new ResultCounts(), [], []));
    }

    public Task<Page<TimelineEntry>> TimelineAsync(
        WorkspaceId workspace, PersonId person, string? cursor, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(PageOf(_timelines.GetValueOrDefault((workspace, person)) ?? [], cursor, limit));

    public Task<Page<Trace>> DecisionsAsync(
        WorkspaceId workspace, PersonId person, CampaignId? campaign, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var all = _decisions.GetValueOrDefault((workspace, person)) ?? [];
        return Task.FromResult(PageOf([.. all.Where(trace => campaign is null || trace.Campaign == campaign)], cursor, limit));
    }

    private static Page<T> PageOf<T>(List<T> all, string? cursor, int limit)
    {
        var from = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        var items = all.Skip(from).Take(limit).ToArray();
        return new Page<T>(items, from + items.Length < all.Count ? (from + items.Length).ToString(CultureInfo.InvariantCulture) : null);
    }
}
