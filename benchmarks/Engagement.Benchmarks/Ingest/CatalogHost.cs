using System.Text;
using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Catalogs;
using Engagement.Core.Definitions;
using Engagement.Core.Workspaces;
using Engagement.Runtime;
using Engagement.Runtime.Hosting;
using NodaTime;

namespace Engagement.Benchmarks.Ingest;

/// <summary>A host that knows definitions and decides nothing.</summary>
internal sealed class CatalogHost : IActorHost
{
    public static readonly WorkspaceId Workspace = new("bench");

    private readonly Catalog _catalog;

    /// <param name="campaigns">Live, each on one of five events, half of them reading a property.</param>
    public CatalogHost(int campaigns) => _catalog = Catalog.Compile(
        1, new WorkspaceSnapshot(Workspace, 1, WorkspaceSettings.Default, "{}", [], null), Enumerable.Range(0, campaigns).Select(Campaign));

    public KeyGrant Grant { get; } = new(Workspace, new ApiKey("key", KeyKind.Write, string.Empty, [], default, null));

    public IReadOnlyCollection<WorkspaceId> Workspaces => [Workspace];

    public HostHealth Health => new([]);

    public Instant Now { get; } = Instant.FromUtc(2026, 11, 22, 1, 22);

    public Catalog? CatalogOf(WorkspaceId workspace) => _catalog;

    public KeyGrant? FindKey(string hash) => Grant;

    public ValueTask<Answer> AskAsync(ActorKey key, IActorCommand command, CancellationToken cancellationToken) => ValueTask.FromResult(default(Answer));

    public ValueTask<Answer[]> AskAsync(ReadOnlyMemory<Envelope> commands, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new Answer[commands.Length]);

    public ValueTask<Answer?> SurrenderAsync(WorkspaceId workspace, PersonId to, PersonId from, CancellationToken cancellationToken) =>
        Joining.SurrenderOneByOneAsync(this, workspace, to, from, cancellationToken);

    private static CampaignSnapshot Campaign(int n)
    {
        string[] names = ["Product Added", "Order Completed", "Page Viewed", "Checkout Started", "App Opened"];
        string[] tests =
        [
            """, "where": { "property": "price", "op": "gt", "value": 100 }""", """, "where": { "property": "category", "op": "eq", "value": "c-7" }""", "", "",
        ];
        var document = $$"""
            { "name": "{{n}}", "trigger": { "any": [ { "event": "{{names[n % names.Length]}}"{{tests[n % tests.Length]}} } ] },
              "variants": [ { "id": "only", "weight": 1, "content": { "inapp": { "kind": "banner", "body": "Hello" } } } ] }
            """;
        var definition = CampaignDocument.Parse(Encoding.UTF8.GetBytes(document)).Value ?? throw new InvalidOperationException(document);
        return new CampaignSnapshot(new CampaignId($"c{n}"), 1, CampaignStatus.Live, document, definition, default, default, default(Instant));
    }
}
