using System.Text.Json;
using Engagement.Core;
using Engagement.Gateway.Http;
using Engagement.Gateway.Ingest.Requests;
using Engagement.Gateway.Keys;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.Ingest.Settings;

/// <summary>
/// What browser clients ask for before they send anything: which of their destinations are on. Ours is the only one.
/// </summary>
internal sealed class ClientSettings(KeyRing keys)
{
    private const string Kept = "public, max-age=300";

    // Without apiHost these clients would send to their vendors' hosts.
    private const string Destination = """
        { "apiKey": "<key>", "apiHost": "<host>/v1", "protocol": "<scheme>",
            "unbundledIntegrations": [], "addBundledMetadata": true, "maybeBundledConfigIds": {} }
        """;

    private const string ProjectDocument = """
        {
          "integrations": { "Segment.io": <destination>, "Customer.io Data Pipelines": <destination> },
          "plan": {
            "track": { "__default": { "enabled": true } },
            "identify": { "__default": { "enabled": true } },
            "group": { "__default": { "enabled": true } }
          },
          "analyticsNextEnabled": true,
          "legacyVideoPluginsEnabled": false,
          "metrics": { "sampleRate": 0 },
          "enabledMiddleware": {},
          "edgeFunction": {},
          "remotePlugins": []
        }
        """;

    private const string SourceDocument = """
        {
          "source": {
            "id": "<id>", "name": "<workspace>", "writeKey": "<key>", "enabled": true, "workspaceId": "<workspace>",
            "config": { "statsCollection": { "errors": { "enabled": false }, "metrics": { "enabled": false } } },
            "connections": [], "destinations": [], "dataplanes": {}
          }
        }
        """;

    private static readonly Refusal Unknown = Refusal.Of(Problems.UnknownKey, "no workspace has this key, or it was revoked");

    /// <summary><c>GET /v1/projects/{writeKey}/settings</c>: Segment's and Customer.io's browser clients.</summary>
    public Task OfProjectAsync(HttpContext context)
    {
        var key = context.Request.RouteValues["writeKey"] as string ?? string.Empty;
        return keys.Find(key) is null ? Refused.WriteAsync(context, Unknown) : WriteAsync(context, Project(key, context.Request));
    }

    /// <summary><c>GET /sourceConfig</c>: RudderStack's browser client. The key is the Basic user name, or <c>writeKey</c> in the query.</summary>
    public Task OfSourceAsync(HttpContext context)
    {
        var key = KeyOf(context.Request);
        return keys.Find(key) is { } grant ? WriteAsync(context, Source(key, grant)) : Refused.WriteAsync(context, Unknown);
    }

    private static string KeyOf(HttpRequest request)
    {
        Span<char> user = stackalloc char[BasicUser.Longest];
        return BasicUser.TryRead(request.Headers.Authorization.ToString(), user, out var length)
            ? new string(user[..length])
            : request.Query["writeKey"].ToString();
    }

    private static string Project(string key, HttpRequest request) => ProjectDocument
        .Replace("<destination>", Destination, StringComparison.Ordinal)
        .Replace("<host>", Text($"{request.Host}"), StringComparison.Ordinal)
        .Replace("<scheme>", Text(request.Scheme), StringComparison.Ordinal)
        .Replace("<key>", Text(key), StringComparison.Ordinal);

    private static string Source(string key, KeyGrant grant) => SourceDocument
        .Replace("<id>", Text(grant.Key.Id), StringComparison.Ordinal)
        .Replace("<workspace>", Text(grant.Workspace.Value), StringComparison.Ordinal)
        .Replace("<key>", Text(key), StringComparison.Ordinal);

    private static string Text(string text) => JsonEncodedText.Encode(text).ToString();

    private static Task WriteAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = Kept;
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
