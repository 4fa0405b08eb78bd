using System.Runtime.InteropServices;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;
using NodaTime;

namespace Engagement.Core.Users;

/// <summary>
/// One person. Owned by one turn at a time: <see cref="UserDecider"/> consumes it and may change it in place, which is what makes a
/// turn that triggers nothing free of copies. Not thread-safe. Whoever wants to keep an old one keeps its bytes (<see cref="UserCodec"/>).
/// </summary>
public abstract class UserState
{
    private protected UserState(PersonId person) => Person = person;

    public PersonId Person { get; }

    /// <summary>Facts emitted so far; the next one gets this plus one.</summary>
    public long FactCount { get; set; }

    /// <summary>The earliest instant at which anything in this state changes by time alone, or null.</summary>
    public abstract Instant? NextDue { get; }

    public static UserState Blank(PersonId person) => new ActiveUser(person);
}

/// <summary>Erased: kept only so that late events do not bring the person back.</summary>
public sealed class ErasedUser(PersonId person, Instant at) : UserState(person)
{
    public Instant At { get; } = at;

    public override Instant? NextDue => null;
}

/// <summary>Became part of another person; everything sent here goes there.</summary>
public sealed class JoinedUser(PersonId person, PersonId to, Instant at) : UserState(person)
{
    public PersonId To { get; } = to;

    public Instant At { get; } = at;

    /// <summary>The image still owed to <see cref="To"/>, or empty once it was taken in.</summary>
    public ReadOnlyMemory<byte> Owed { get; set; }

    public override Instant? NextDue => null;
}

public sealed class ActiveUser(PersonId person) : UserState(person)
{
    public const int MaximumPending = 100;
    public const int MaximumQueued = 50;

    /// <summary>Stands for no instant among those kept in unix milliseconds, which every event compares and moves.</summary>
    internal const long Never = long.MinValue;

    // Made on first use: most people have none of most of these, and each is one more object to miss.
    private List<PersonId>? _identities;
    private List<GroupMembership>? _groups;
    private List<PendingTrigger>? _pending;
    private List<Delivery>? _deliveries;
    private List<Received>? _received;
    private List<QueuedMessage>? _queue;

    public Instant? FirstSeen
    {
        get => At(FirstSeenMs);
        set => FirstSeenMs = value?.ToUnixTimeMilliseconds() ?? Never;
    }

    public Instant? LastSeen
    {
        get => At(LastSeenMs);
        set => LastSeenMs = value?.ToUnixTimeMilliseconds() ?? Never;
    }

    /// <summary>A map, or missing while there is none.</summary>
    public Value Traits { get; set; }

    /// <summary>Anonymous ids and former known ids this person has absorbed.</summary>
    public List<PersonId> Identities => _identities ??= [];

    public List<GroupMembership> Groups => _groups ??= [];

    /// <summary>IANA id, or null: then the workspace's.</summary>
    public string? Zone { get; set; }

    /// <summary>BCP 47, or null: then the workspace's.</summary>
    public string? Locale { get; set; }

    /// <summary>Null while the person is away.</summary>
    public OpenSession? Session { get; set; }

    /// <summary>Of the open session; means nothing without one.</summary>
    public Instant LastActivity
    {
        get => Instant.FromUnixTimeMilliseconds(LastActivityMs);
        set => LastActivityMs = value.ToUnixTimeMilliseconds();
    }

    public Instant? SessionEnds => Session is null ? null : LastActivity + Users.Session.Silence;

    public EventCounters Counters { get; } = new();

    public RecentMessages Recent { get; } = new();

    public List<PendingTrigger> Pending => _pending ??= [];

    /// <summary>Oldest first.</summary>
    public List<Delivery> Deliveries => _deliveries ??= [];

    public List<Received> Received => _received ??= [];

    /// <summary>In the order of presentation among those presented, then of priority.</summary>
    public List<QueuedMessage> Queue => _queue ??= [];

    /// <summary>Messages presented so far; the next gets this plus one as its sequence.</summary>
    public long Presented { get; set; }

    // As they are, for the codec: reading what is not there must not make it.
    internal ReadOnlySpan<PersonId> IdentitiesKept => CollectionsMarshal.AsSpan(_identities);

    internal ReadOnlySpan<GroupMembership> GroupsKept => CollectionsMarshal.AsSpan(_groups);

    internal ReadOnlySpan<PendingTrigger> PendingKept => CollectionsMarshal.AsSpan(_pending);

    internal ReadOnlySpan<Delivery> DeliveriesKept => CollectionsMarshal.AsSpan(_deliveries);

    internal ReadOnlySpan<Received> ReceivedKept => CollectionsMarshal.AsSpan(_received);

    internal ReadOnlySpan<QueuedMessage> QueueKept => CollectionsMarshal.AsSpan(_queue);

    public bool HasPending => _pending is { Count: > 0 };

    public bool HasDeliveries => _deliveries is { Count: > 0 };

    public bool HasQueued => _queue is { Count: > 0 };

    public override Instant? NextDue
    {
        get
        {
            var due = SessionEnds;
            foreach (var pending in CollectionsMarshal.AsSpan(_pending))
            {
                due = Earlier(due, pending.Due);
            }

            foreach (var message in CollectionsMarshal.AsSpan(_queue))
            {
                due = Earlier(due, message.Expires);
            }

            return due;
        }
    }

    internal long FirstSeenMs { get; set; } = Never;

    internal long LastSeenMs { get; set; } = Never;

    internal long LastActivityMs { get; set; }

    private static Instant? At(long ms) => ms == Never ? null : Instant.FromUnixTimeMilliseconds(ms);

    private static Instant Earlier(Instant? one, Instant other) => one is { } instant && instant < other ? instant : other;
}
