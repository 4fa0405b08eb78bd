using Engagement.Core.Capping;
using Engagement.Core.Targeting;
using NodaTime;

namespace Engagement.Core.Users;

/// <summary>A run of activity that ends after 30 minutes of silence.</summary>
/// <param name="Screen">The screen or page the person is on, as the app last said.</param>
/// <param name="Busy">The app asked not to interrupt.</param>
/// <param name="Device">The device last active, as the app names it.</param>
public sealed record Session(Instant Started, Instant LastActivity, string? Screen, bool Busy, string? Device)
{
    public static readonly Duration Silence = Duration.FromMinutes(30);
}

/// <summary>A <see cref="Session"/> without the instant that every event moves, which the state keeps beside it.</summary>
public sealed record OpenSession(Instant Started, string? Screen, bool Busy, string? Device);

/// <summary>A candidate that waits: for its delay, or for the rule that deferred it.</summary>
/// <param name="Cause">Message key of the event that started it; the delivery id derives from it.</param>
/// <param name="Properties">What the campaign's templates read of that event.</param>
/// <param name="HeldBy">The rule of the last verdict.</param>
public sealed record PendingTrigger(
    CampaignId Campaign, ulong Cause, string Event, Instant CausedAt, EventProperties Properties, Instant Due, string HeldBy);

[Flags]
public enum DeliveryMarks : ushort
{
    None = 0,
    Delivered = 1,
    Shown = 2,
    Clicked = 4,
    Dismissed = 8,
    Answered = 16,
    Failed = 32,
    Converted = 64,
    Recalled = 128,

    /// <summary>Uses up the cap rules. Taken off when the message failed or was recalled before it was seen.</summary>
    Counted = 256,

    /// <summary>Of the control group: nothing was sent.</summary>
    Control = 512,
}

/// <summary>What was sent to a person and what became of it: the ledger that caps, receipts and goals are read from. Kept 35 days.</summary>
/// <param name="Zone">The person's zone when it was decided.</param>
public sealed record Delivery(
    DeliveryId Id, CampaignId Campaign, string Variant, Channel Channel, Instant SentAt, string Zone, DeliveryMarks Marks, Instant? ShownAt)
{
    public static readonly Duration Kept = Duration.FromDays(35);

    public bool Has(DeliveryMarks mark) => (Marks & mark) != 0;
}

/// <summary>When a campaign was last received, for re-eligibility. Kept for good.</summary>
public sealed record Received(CampaignId Campaign, Instant LastAt, int Times);

public sealed record GroupMembership(string GroupId, Value Traits);
