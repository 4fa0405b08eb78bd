using Engagement.Core.Campaigns;
using NodaTime;

namespace Engagement.Core.Messages;

/// <summary>
/// An in-app message decided for one person, rendered once and for all. It is there until it is dismissed, answered, failed, recalled or expires; a
/// modal or banner also until it is clicked.
/// </summary>
/// <param name="Content">JSON object, UTF-8: title, body, image, author, actions; never changed after it was made.</param>
/// <param name="Sequence">Order of presentation, growing per person from 1; 0 while its moment has not come.</param>
public sealed record QueuedMessage(
    DeliveryId Delivery,
    CampaignId Campaign,
    string Variant,
    InAppKind Kind,
    ReadOnlyMemory<byte> Content,
    Display Display,
    Priority Priority,
    string Locale,
    bool RightToLeft,
    Instant QueuedAt,
    Instant Expires,
    long Sequence)
{
    public bool Presented => Sequence > 0;
}
