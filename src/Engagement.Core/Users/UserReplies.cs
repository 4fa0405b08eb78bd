using Engagement.Core.Decisions;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;
using NodaTime;

namespace Engagement.Core.Users;

/// <summary>The answer to an identify, alias or link that named an id not yet joined: the host joins them before it answers the client.</summary>
/// <param name="Into">Who answered: the person at the end of any forwarding. The other must surrender to this one.</param>
public sealed record JoinNeeded(PersonId Into, PersonId From) : IReply;

/// <summary>The answer to a report: receipts of messages this person never got, which changed nothing.</summary>
public sealed record ReceiptsTaken(ValueList<DeliveryId> Unknown) : IReply;

/// <summary>The answer to a surrender: everything known of the person, as bytes, and the id under which handing it over is owed.</summary>
public sealed record Surrendered(ReadOnlyMemory<byte> Image, long EffectId) : IReply;

/// <summary>The answer to <see cref="UserCommand.ReadQueue"/>.</summary>
/// <param name="Messages">Presented and not expired, in order.</param>
/// <param name="LastSequence">The highest sequence ever given; 0 when none was.</param>
public sealed record ShownQueue(ValueList<QueuedMessage> Messages, long LastSequence) : IReply;

/// <summary>The answer to <see cref="UserCommand.Explain"/>.</summary>
public sealed record Explanation(ValueList<Trace> Traces) : IReply;

public sealed record CounterView(string Event, long Total, Instant First, Instant Last);

/// <summary>How far a cap rule is used up.</summary>
/// <param name="Until">When the next send would pass; null while one still passes.</param>
public sealed record CapView(string Rule, int Used, int Limit, Instant? Until);

/// <summary>The answer to <see cref="UserCommand.Describe"/>: an immutable copy.</summary>
/// <param name="Known">False: nothing was ever taken in for this id.</param>
/// <param name="ErasedAt">Set when the person was erased; all else is then empty.</param>
/// <param name="JoinedTo">Set when the person became part of another.</param>
public sealed record UserProfile(
    PersonId Person,
    bool Known,
    Instant? ErasedAt,
    PersonId? JoinedTo,
    Value Traits,
    ValueList<PersonId> Identities,
    ValueList<GroupMembership> Groups,
    string? Zone,
    string? Locale,
    Instant? FirstSeen,
    Instant? LastSeen,
    ValueList<CounterView> Events,
    Session? Session,
    ValueList<CapView> Caps,
    ValueList<PendingTrigger> Pending,
    ValueList<QueuedMessage> Queue,
    ValueList<Delivery> Deliveries) : IReply;
