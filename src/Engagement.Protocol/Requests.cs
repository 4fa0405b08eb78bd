namespace Engagement.Protocol;

/// <summary>Asks what would be decided for a campaign now, were the event to happen.</summary>
/// <param name="Event">Absent: the campaign's first trigger.</param>
public sealed record ExplainRequest(string Campaign, string? Event = null, RawJson? Properties = null);

/// <param name="Kind"><c>write</c> or <c>secret</c>.</param>
/// <param name="Scopes">What it may do; absent: all of its kind.</param>
public sealed record KeyRequest(string Kind, IReadOnlyList<string>? Scopes = null);
