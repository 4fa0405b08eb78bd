using Engagement.Core.Messages;
using Engagement.Core.Targeting;
using Engagement.Core.Timing;
using NodaTime;

namespace Engagement.Core.Campaigns;

public enum AudienceCheck : byte
{
    AtSend,
    AtTrigger,
    Both,
}

public enum PriorityBucket : byte
{
    High,
    Medium,
    Low,
}

/// <summary>Order among messages that are ready in the same turn: bucket first, then the lower rank.</summary>
public readonly record struct Priority(PriorityBucket Bucket, int Rank);

/// <summary>Whether the workspace's cap rules hold this campaign back, and whether its messages use them up.</summary>
public readonly record struct CapPolicy(bool Apply, bool Count);

/// <summary>What makes a reached person a converted one.</summary>
/// <param name="Within">From the moment the message was shown (in the app) or sent.</param>
/// <param name="ValueProperty">A property of the goal event to add up, or null.</param>
public sealed record Goal(EventMatch Event, Duration Within, string? ValueProperty);

/// <summary>One of the contents a person may be given.</summary>
/// <param name="Weight">Share against the other variants; zero is never chosen.</param>
public sealed record Variant(string Id, int Weight, InAppContent InApp);

/// <summary>Who gets what, when, and how often: a campaign document after it was read and found right.</summary>
public sealed record CampaignDefinition
{
    public required string Name { get; init; }

    public ValueList<string> Tags { get; init; }

    public string? Topic { get; init; }

    /// <summary>Neither capped nor held by quiet hours, and never lost to another message.</summary>
    public bool Transactional { get; init; }

    /// <summary>Any of these starts a candidate. At least one.</summary>
    public required ValueList<EventMatch> Triggers { get; init; }

    public Delay Delay { get; init; } = new Delay.None();

    /// <summary>Events that cancel a pending candidate, or recall a message not yet shown. One that is also a trigger debounces.</summary>
    public ValueList<EventMatch> Exceptions { get; init; }

    public Instant? Start { get; init; }

    public Instant? End { get; init; }

    public SendWindow? Window { get; init; }

    /// <summary>False: the workspace's quiet hours do not hold this campaign (<c>"quietHours": "ignore"</c>).</summary>
    public bool QuietHours { get; init; } = true;

    public Condition? Audience { get; init; }

    public AudienceCheck AudienceCheck { get; init; }

    public ReEligibility ReEligibility { get; init; } = new ReEligibility.Once();

    public CapPolicy Caps { get; init; } = new(true, true);

    public Priority Priority { get; init; } = new(PriorityBucket.Medium, 0);

    /// <summary>Percent of the audience that gets nothing and is measured against, 0 to 100.</summary>
    public int Control { get; init; }

    public required ValueList<Variant> Variants { get; init; }

    public Display Display { get; init; } = new();

    public Goal? Goal { get; init; }
}
