namespace Engagement.Protocol;

/// <summary>A part of a list.</summary>
/// <param name="Cursor">Give it back as <c>cursor</c> for the next part; absent on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Cursor = null);
