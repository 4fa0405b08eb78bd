using NodaTime;

namespace Engagement.Core.Workspaces;

public enum KeyKind : byte
{
    /// <summary>Public: ingest and in-app of its workspace.</summary>
    Write,

    /// <summary>Everything of its workspace.</summary>
    Secret,
}

/// <summary>A key as it is kept: never the key itself.</summary>
/// <param name="Id">Names the key in lists; not secret.</param>
/// <param name="Hash">SHA-256 of the key's text, lower-case hex.</param>
/// <param name="Scopes">What it may do; empty means all of its kind.</param>
public sealed record ApiKey(string Id, KeyKind Kind, string Hash, ValueList<string> Scopes, Instant CreatedAt, Instant? RevokedAt);

/// <summary>A workspace as everybody but its own actor sees it.</summary>
/// <param name="SettingsDocument">The JSON text as it was put, or an empty object.</param>
/// <param name="IdentitySecret">HS256 secret for user tokens; null while none was made.</param>
public sealed record WorkspaceSnapshot(
    WorkspaceId Id,
    long Version,
    WorkspaceSettings Settings,
    string SettingsDocument,
    ValueList<ApiKey> Keys,
    string? IdentitySecret);
