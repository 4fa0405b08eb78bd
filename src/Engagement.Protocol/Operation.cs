namespace Engagement.Protocol;

/// <param name="Status"><c>live</c>, <c>ready</c> or <c>notReady</c>.</param>
/// <param name="Missing">What is missing, in words; empty when ready.</param>
public sealed record Health(string Status, IReadOnlyList<string> Missing);
