using Engagement.Core;
using Engagement.Core.Decisions;
using NodaTime;

namespace Engagement.Runtime.ReadSide;

/// <summary>
/// What the gateway reads that no single actor knows. Every answer includes all writes acknowledged before the call; where that cannot be had
/// in a few seconds, <see cref="TimeoutException"/> says why. A cursor that was not given out here is a <see cref="FormatException"/>.
/// </summary>
public interface IReadModels
{
    Task<CampaignResults> ResultsAsync(WorkspaceId workspace, CampaignId campaign, ResultsQuery query, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<Page<TimelineEntry>> TimelineAsync(WorkspaceId workspace, PersonId person, string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>Newest first; of one campaign, or of all when null.</summary>
    Task<Page<Trace>> DecisionsAsync(
        WorkspaceId workspace, PersonId person, CampaignId? campaign, string? cursor, int limit, CancellationToken cancellationToken);
}

/// <param name="Cursor">Null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Cursor);

/// <param name="From">Inclusive, to the hour; null: from the beginning.</param>
/// <param name="To">Exclusive, to the hour; null: until now. An hour that lies in part before it counts whole.</param>
/// <param name="ByVariant">Split the series by variant.</param>
public sealed record ResultsQuery(Instant? From, Instant? To, SeriesStep Step, bool ByVariant = false);

public enum SeriesStep
{
    None,
    Hour,
    Day,
}

/// <summary>One line of a person's timeline.</summary>
/// <param name="Kind">event, decision, receipt, conversion, recall, identified, joined.</param>
/// <param name="Fields">What else is known, by wire name.</param>
public sealed record TimelineEntry(Instant At, string Kind, string Name, IReadOnlyDictionary<string, string> Fields);

/// <summary>Unique counts per delivery. Suppressed is by rule.</summary>
public sealed record ResultCounts
{
    public long Sent { get; init; }

    public long Delivered { get; init; }

    public long Shown { get; init; }

    public long Clicked { get; init; }

    public long Dismissed { get; init; }

    public long Answered { get; init; }

    public long Failed { get; init; }

    public long Recalled { get; init; }

    public long Converted { get; init; }

    public double Value { get; init; }

    public IReadOnlyDictionary<string, long> Suppressed { get; init; } = new Dictionary<string, long>();
}

/// <summary>One variant, or the control group under its own id.</summary>
public sealed record VariantResults(string Id, ResultCounts Counts);

/// <param name="From">The hour, or the day in UTC. Steps in which nothing happened are left out.</param>
/// <param name="Variant">Null when the series is not split by variant; empty for what was suppressed before one was chosen.</param>
public sealed record SeriesPoint(Instant From, string? Variant, ResultCounts Counts);

/// <param name="Totals">Of those who could be reached: conversions of the control group are in its variant only.</param>
public sealed record CampaignResults(
    CampaignId Campaign, ResultCounts Totals, IReadOnlyList<VariantResults> Variants, IReadOnlyList<SeriesPoint> Series);
