using Engagement.Core.Targeting;
using NodaTime;

namespace Engagement.Core.Users;

/// <summary>
/// Names one message from a client so that a repeat of it within 24 h changes nothing.
/// </summary>
/// <param name="MessageKey">Stable 64-bit hash of the client's messageId.</param>
/// <param name="At">When it happened, corrected for the client's clock, and never after the moment it was received.</param>
public readonly record struct MessageStamp(ulong MessageKey, Instant At);

/// <summary>What an event's context says of the person's whereabouts. Null: not said.</summary>
public sealed record ClientContext(string? Zone, string? Locale, string? Screen, string? Device);

/// <summary>What one person's actor can be asked.</summary>
public abstract record UserCommand : IActorCommand
{
    private UserCommand()
    {
    }

    /// <summary>Track, page and screen alike: an event by name.</summary>
    public sealed record Track(MessageStamp Stamp, string Event, EventProperties Properties, ClientContext? Context) : UserCommand;

    /// <param name="Traits">A map; null members delete the trait.</param>
    /// <param name="AnonymousId">The id this person had before; the reply says whether a join is still to be made.</param>
    public sealed record Identify(MessageStamp Stamp, Value Traits, string? AnonymousId, ClientContext? Context) : UserCommand;

    /// <summary>Everything of another id belongs to this person; the reply says whether a join is still to be made.</summary>
    public sealed record Alias(MessageStamp Stamp, PersonId Previous) : UserCommand;

    /// <summary>
    /// A call named this person by another id too: the reply says whether a join is still to be made. Changes nothing itself. Two known
    /// persons are never joined by it.
    /// </summary>
    public sealed record Link(PersonId Other) : UserCommand;

    /// <param name="Traits">A map of the group's traits, kept with the membership.</param>
    public sealed record Group(MessageStamp Stamp, string GroupId, Value Traits) : UserCommand;

    /// <summary>Asks this person to become part of another: answers with everything known, and forwards from then on.</summary>
    public sealed record Surrender(PersonId To) : UserCommand;

    /// <summary>Takes in what another person surrendered. Repeating it changes nothing.</summary>
    /// <param name="Image">The other's state as encoded by <see cref="UserCodec"/>.</param>
    public sealed record Absorb(PersonId From, ReadOnlyMemory<byte> Image) : UserCommand;

    /// <summary>The effect owed under this id has been done; it is let go.</summary>
    public sealed record Settle(long EffectId) : UserCommand;

    /// <summary>What became of messages on a device.</summary>
    public sealed record Report(ValueList<Receipt> Receipts) : UserCommand;

    /// <summary>Where the person is in the app, and whether it is a bad moment to interrupt. Null fields stay as they were.</summary>
    public sealed record Moment(string? Screen, bool? Busy, string? Device) : UserCommand;

    /// <summary>Time has passed. The state decides what is due; an early, late or repeated one changes nothing else.</summary>
    public sealed record WakeUp : UserCommand;

    /// <summary>The catalog changed while this person is watching: messages of campaigns no longer live are recalled.</summary>
    public sealed record CatalogChanged : UserCommand;

    /// <summary>Forgets everything but the fact that this id was erased.</summary>
    public sealed record Erase : UserCommand;

    /// <summary>Query: the whole profile (<see cref="UserProfile"/>).</summary>
    public sealed record Describe : UserCommand;

    /// <summary>Query: the messages to be shown now, in order (<see cref="ShownQueue"/>).</summary>
    public sealed record ReadQueue : UserCommand;

    /// <summary>Query: what would be decided for one campaign now, were the event to happen. Changes nothing.</summary>
    public sealed record Explain(CampaignId Campaign, string? Event, EventProperties Properties) : UserCommand;
}

public enum ReceiptKind : byte
{
    Delivered,
    Shown,
    Clicked,
    Dismissed,
    Answered,
    Failed,
}

/// <summary>What became of one message, told by the device that had it.</summary>
/// <param name="ReceiptKey">Stable hash of the client's receiptId: a repeat changes nothing.</param>
public sealed record Receipt(ulong ReceiptKey, DeliveryId Delivery, ReceiptKind Kind, string? Action, string? Answer, string? Reason, Instant At);
