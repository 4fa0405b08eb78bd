using Engagement.Core.Campaigns;
using Engagement.Core.Users;
using NodaTime;

namespace Engagement.Core.Decisions;

/// <summary>
/// What a turn made true, for the read models. Facts ride in the turn's one write and are numbered per actor from 1 without gaps, so that
/// whoever projects them can tell a repeat.
/// </summary>
public abstract record Fact(Instant At)
{
    public sealed record EventHappened(Instant At, string Event) : Fact(At);

    public sealed record Decided(Trace Trace) : Fact(Trace.At);

    /// <param name="First">The first receipt of this kind for this delivery: what unique counts count.</param>
    public sealed record ReceiptTaken(
        Instant At, DeliveryId Delivery, CampaignId Campaign, string Variant, ReceiptKind Kind, string? Action, string? Answer, string? Reason, bool First)
        : Fact(At);

    /// <param name="Value">What the goal's value property added up to, 0 without one.</param>
    public sealed record Converted(Instant At, DeliveryId Delivery, CampaignId Campaign, string Variant, string Event, double Value) : Fact(At);

    /// <summary>Taken back before it was seen, or by its expiry.</summary>
    public sealed record Recalled(Instant At, DeliveryId Delivery, CampaignId Campaign, string Variant, string Reason) : Fact(At);

    public sealed record Identified(Instant At) : Fact(At);

    /// <summary>Everything of <see cref="From"/> belongs to this person from now on.</summary>
    public sealed record Joined(Instant At, PersonId From) : Fact(At);

    public sealed record Erased(Instant At) : Fact(At);

    public sealed record CampaignChanged(Instant At, CampaignId Campaign, CampaignStatus Status, long Version) : Fact(At);
}
