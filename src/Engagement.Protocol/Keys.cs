namespace Engagement.Protocol;

/// <summary>A key without its secret.</summary>
/// <param name="Kind"><c>write</c> or <c>secret</c>.</param>
/// <param name="Scopes">Empty: all of its kind.</param>
public sealed record Key(string Id, string Kind, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt = null);

/// <summary>A key just made.</summary>
/// <param name="Secret">The key itself: shown this once, and kept nowhere.</param>
public sealed record NewKey(string Id, string Kind, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, string Secret);

/// <param name="Secret">Signs user tokens (HS256 over its UTF-8 bytes).</param>
public sealed record IdentitySecret(string Secret);
