namespace Engagement.Gateway.Tests.Hosting;

/// <summary>Every route but those of ingest, with what a call of it needs.</summary>
public static class RouteTable
{
    /// <summary>Method, path as called, path as mapped, and scope.</summary>
    public static readonly (string Method, string Path, string Template, string Scope)[] Secret =
    [
        ("GET", "/v1/campaigns", "/v1/campaigns", "campaigns"),
        ("GET", "/v1/campaigns/c", "/v1/campaigns/{id}", "campaigns"),
        ("PUT", "/v1/campaigns/c", "/v1/campaigns/{id}", "campaigns"),
        ("DELETE", "/v1/campaigns/c", "/v1/campaigns/{id}", "campaigns"),
        ("POST", "/v1/campaigns/c/launch", "/v1/campaigns/{id}/launch", "campaigns"),
        ("POST", "/v1/campaigns/c/pause", "/v1/campaigns/{id}/pause", "campaigns"),
        ("POST", "/v1/campaigns/c/resume", "/v1/campaigns/{id}/resume", "campaigns"),
        ("POST", "/v1/campaigns/c/stop", "/v1/campaigns/{id}/stop", "campaigns"),
        ("GET", "/v1/campaigns/c/results", "/v1/campaigns/{id}/results", "campaigns"),
        ("GET", "/v1/settings", "/v1/settings", "settings"),
        ("PUT", "/v1/settings", "/v1/settings", "settings"),
        ("GET", "/v1/users/u", "/v1/users/{id}", "users"),
        ("DELETE", "/v1/users/u", "/v1/users/{id}", "users"),
        ("GET", "/v1/users/u/timeline", "/v1/users/{id}/timeline", "users"),
        ("GET", "/v1/users/u/decisions", "/v1/users/{id}/decisions", "users"),
        ("POST", "/v1/users/u/explain", "/v1/users/{id}/explain", "users"),
        ("GET", "/v1/users/u/export", "/v1/users/{id}/export", "users"),
        ("GET", "/v1/keys", "/v1/keys", "keys"),
        ("POST", "/v1/keys", "/v1/keys", "keys"),
        ("DELETE", "/v1/keys/k", "/v1/keys/{id}", "keys"),
        ("GET", "/v1/keys/identity", "/v1/keys/identity", "keys"),
    ];

    public static readonly (string Method, string Path)[] InApp =
    [
        ("GET", "/v1/inapp/messages"),
        ("GET", "/v1/inapp/stream"),
        ("POST", "/v1/inapp/receipts"),
        ("POST", "/v1/inapp/moment"),
    ];

    public static readonly (string Method, string Path)[] Open =
    [
        ("GET", "/health/live"),
        ("GET", "/health/ready"),
        ("GET", "/metrics"),
    ];
}
