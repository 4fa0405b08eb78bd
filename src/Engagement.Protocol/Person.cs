namespace Engagement.Protocol;

/// <summary>Everything known of one person now.</summary>
/// <param name="Id">The id the person goes by: the known one where an anonymous one was joined to it.</param>
/// <param name="Kind"><c>known</c> or <c>anonymous</c>.</param>
/// <param name="Identities">Ids that became part of this person.</param>
/// <param name="Events">By name.</param>
/// <param name="Session">Absent while the person is away.</param>
/// <param name="Devices">Empty: push devices are not supported yet. So are series and conversations.</param>
public sealed record Profile(
    string Id,
    string Kind,
    RawJson Traits,
    IReadOnlyList<Identity> Identities,
    IReadOnlyList<Group> Groups,
    IReadOnlyDictionary<string, EventCounter> Events,
    IReadOnlyList<Cap> Caps,
    IReadOnlyList<Pending> Pending,
    IReadOnlyList<Message> Queue,
    IReadOnlyList<Delivery> Deliveries,
    IReadOnlyList<RawJson> Devices,
    IReadOnlyList<RawJson> Series,
    IReadOnlyList<RawJson> Conversations,
    string? Zone = null,
    string? Locale = null,
    DateTimeOffset? FirstSeen = null,
    DateTimeOffset? LastSeen = null,
    Session? Session = null);

public sealed record Identity(string Id, string Kind);

public sealed record Group(string Id, RawJson Traits);

public sealed record EventCounter(long Total, DateTimeOffset First, DateTimeOffset Last);

/// <param name="Busy">The app asked not to interrupt.</param>
public sealed record Session(DateTimeOffset Started, DateTimeOffset LastActivity, bool Busy, string? Screen = null, string? Device = null);

/// <summary>How far a cap rule is used up.</summary>
/// <param name="Until">When the next message would pass; absent while one still passes.</param>
public sealed record Cap(string Rule, int Used, int Limit, DateTimeOffset? Until = null);

/// <summary>A message that waits.</summary>
/// <param name="Event">What started it, and when it happened.</param>
/// <param name="Rule">What it waits for.</param>
public sealed record Pending(string Campaign, string Event, DateTimeOffset CausedAt, DateTimeOffset Due, string Rule);

/// <param name="State">What became of it: any of <c>delivered shown clicked dismissed answered failed converted recalled control</c>.</param>
public sealed record Delivery(
    string DeliveryId, string Campaign, string Variant, string Channel, DateTimeOffset SentAt, IReadOnlyList<string> State, DateTimeOffset? ShownAt = null);

/// <summary>One line of what happened.</summary>
/// <param name="Kind"><c>event</c>, <c>decision</c>, <c>receipt</c>, <c>conversion</c>, <c>recall</c>, <c>identified</c> or <c>joined</c>.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Kind, string Name, IReadOnlyDictionary<string, string> Fields);

/// <summary>What would be decided now.</summary>
public sealed record Explanation(IReadOnlyList<Candidate> Candidates);

/// <summary>Everything kept of one person; timeline and decisions newest first.</summary>
public sealed record PersonExport(Profile Profile, IReadOnlyList<TimelineEntry> Timeline, IReadOnlyList<Candidate> Decisions);
