using System.Collections.Frozen;
using Engagement.Core.Workspaces;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Keys;

/// <summary>What a key can be narrowed to. A key without scopes may do all that its kind may.</summary>
public static class Scopes
{
    public const string Ingest = "ingest";
    public const string InApp = "inapp";
    public const string Campaigns = "campaigns";
    public const string Settings = "settings";
    public const string Users = "users";
    public const string Keys = "keys";

    private static readonly FrozenSet<string> OfWriteKeys = [Ingest, InApp];
    private static readonly FrozenSet<string> OfSecretKeys = [Ingest, InApp, Campaigns, Settings, Users, Keys];

    /// <summary>The scopes that a key of a kind can have.</summary>
    public static IReadOnlyCollection<string> Of(KeyKind kind) => SetOf(kind);

    public static bool Allows(this KeyGrant grant, string scope)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return SetOf(grant.Key.Kind).Contains(scope) && (grant.Key.Scopes.Count == 0 || grant.Key.Scopes.Contains(scope));
    }

    private static FrozenSet<string> SetOf(KeyKind kind) => kind == KeyKind.Secret ? OfSecretKeys : OfWriteKeys;
}
