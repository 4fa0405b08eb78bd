using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Catalogs;
using Engagement.Core.Definitions;
using Engagement.Core.Workspaces;
using Engagement.Gateway.Keys;
using Engagement.Runtime;
using Engagement.Runtime.Hosting;
using NodaTime;
using Shouldly;

namespace Engagement.Gateway.Tests.Ingest;

/// <summary>A host that remembers what it is asked, and answers as a test says. Safe for any number of threads.</summary>
public sealed class RecordingHost : IActorHost
{
    public const string WriteKey = "wk_shop";
    public const string SecretKey = "sk_shop";
    public const string NarrowKey = "wk_shop_in_app_only";

    public static readonly WorkspaceId Workspace = new("shop");

    private static readonly byte[] Rules = """
        {
          "name": "What these tests read of events",
          "trigger": { "any": [
            { "event": "Product Added", "where": { "property": "price", "op": "gt", "value": 1 } },
            { "event": "Order Completed", "where": { "all": [
              { "property": "total", "op": "gt", "value": 1 }, { "property": "customer.address.city", "op": "exists" },
              { "property": "products", "op": "exists" } ] } },
            { "event": "Page Viewed", "where": { "all": [
              { "property": "category", "op": "eq", "value": "Docs" }, { "property": "name", "op": "exists" } ] } },
            { "event": "Screen Viewed", "where": { "property": "name", "op": "eq", "value": "Home" } } ] },
          "variants": [ { "id": "only", "weight": 1, "content": { "inapp": { "kind": "banner", "body": "{{default event.properties.currency \"EUR\"}}" } } } ]
        }
        """u8.ToArray();

    private readonly Lock _lock = new();
    private readonly Dictionary<string, KeyGrant> _keys = [];
    private readonly List<Envelope[]> _calls = [];

    public RecordingHost()
    {
        AddKey(WriteKey, KeyKind.Write);
        AddKey(SecretKey, KeyKind.Secret);
        AddKey(NarrowKey, KeyKind.Write, Scopes.InApp);
        Catalog = CatalogWith(WorkspaceSettings.Default);
    }

    /// <summary>How each command is answered; taken, with nothing to say, unless a test says otherwise.</summary>
    public Func<Envelope, Answer> Answering { get; set; } = _ => default;

    public Catalog? Catalog { get; set; }

    public Instant Now { get; set; } = Instant.FromUtc(2026, 11, 22, 1, 30);

    public IReadOnlyCollection<WorkspaceId> Workspaces => [Workspace];

    public HostHealth Health => new([]);

    /// <summary>The commands given at once, in the order they came.</summary>
    public IReadOnlyList<Envelope[]> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public IReadOnlyList<Envelope> Commands => [.. Calls.SelectMany(call => call)];

    public static Catalog CatalogWith(WorkspaceSettings settings)
    {
        var parsed = CampaignDocument.Parse(Rules);
        var definition = parsed.Value.ShouldNotBeNull(string.Join("; ", parsed.Errors));
        var at = Instant.FromUtc(2026, 1, 1, 0, 0);
        var campaign = new CampaignSnapshot(new CampaignId("reads"), 1, CampaignStatus.Live, "{}", definition, at, at, at);
        return Core.Catalogs.Catalog.Compile(1, new WorkspaceSnapshot(Workspace, 1, settings, "{}", [], null), [campaign]);
    }

    public void Revoke(string key) => _keys.Remove(NewKey.HashOf(key));

    public ValueTask<Answer> AskAsync(ActorKey key, IActorCommand command, CancellationToken cancellationToken)
    {
        var envelope = new Envelope(key, command);
        Record([envelope]);
        return ValueTask.FromResult(Answering(envelope));
    }

    public ValueTask<Answer[]> AskAsync(ReadOnlyMemory<Envelope> commands, CancellationToken cancellationToken)
    {
        var call = commands.ToArray();
        Record(call);
        return ValueTask.FromResult(call.Select(Answering).ToArray());
    }

    public ValueTask<Answer?> SurrenderAsync(WorkspaceId workspace, PersonId to, PersonId from, CancellationToken cancellationToken) =>
        Joining.SurrenderOneByOneAsync(this, workspace, to, from, cancellationToken);

    public Catalog? CatalogOf(WorkspaceId workspace) => Catalog;

    public KeyGrant? FindKey(string hash) => _keys.GetValueOrDefault(hash);

    private void AddKey(string text, KeyKind kind, params string[] scopes)
    {
        var hash = NewKey.HashOf(text);
        _keys[hash] = new KeyGrant(Workspace, new ApiKey($"id of {text}", kind, hash, ValueList.From(scopes), Instant.FromUtc(2026, 1, 1, 0, 0), null));
    }

    private void Record(Envelope[] call)
    {
        lock (_lock)
        {
            _calls.Add(call);
        }
    }
}
