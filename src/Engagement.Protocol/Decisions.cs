namespace Engagement.Protocol;

/// <summary>What was decided about one campaign for one person, and by which rule.</summary>
/// <param name="Verdict"><c>sent</c>, <c>held</c>, <c>dropped</c> or <c>lost</c>.</param>
/// <param name="Rule">The rule that gave the verdict: <c>delay</c>, <c>cap:&lt;id&gt;</c>, <c>window</c>, ...; <c>none</c> when none stood in the way.</param>
/// <param name="Due">Until when it is held.</param>
/// <param name="LostTo">The campaign that came first.</param>
/// <param name="Detail">For a person to read.</param>
public sealed record Candidate(
    string Campaign,
    string Verdict,
    string Rule,
    DateTimeOffset At,
    DateTimeOffset? Due = null,
    string? DeliveryId = null,
    string? Variant = null,
    string? LostTo = null,
    string? Detail = null);

/// <summary>The decisions that one event caused.</summary>
/// <param name="MessageId">As the client gave it; absent where it gave none.</param>
public sealed record EventDecisions(string? MessageId, IReadOnlyList<Candidate> Candidates, string? UserId = null, string? AnonymousId = null);

/// <summary>A call that was not taken, though the rest of the request was.</summary>
/// <param name="Index">Its place in the batch, from 0.</param>
/// <param name="MessageId">As the client gave it; absent where it gave none.</param>
/// <param name="Errors">RFC 6901 JSON pointer into the request's body to what was expected there.</param>
public sealed record RejectedCall(int Index, string? MessageId, IReadOnlyDictionary<string, string> Errors);

/// <summary>The answer to every ingest call that was taken.</summary>
/// <param name="Decisions">Only with <c>?wait=decision</c>.</param>
/// <param name="Rejected">Only where some calls of a batch were not taken.</param>
public sealed record IngestReply(
    bool Success, IReadOnlyList<EventDecisions>? Decisions = null, IReadOnlyList<RejectedCall>? Rejected = null);
