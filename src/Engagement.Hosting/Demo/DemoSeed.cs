using System.Text;
using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Definitions;
using Engagement.Core.Workspaces;
using Engagement.Gateway.Keys;
using Engagement.Runtime.Hosting;

namespace Engagement.Hosting.Demo;

/// <summary>
/// Puts the demo shop's settings and five campaigns into a workspace, and makes the write key its page uses. Seeding again, or by
/// several processes at once, changes nothing.
/// </summary>
internal sealed class DemoSeed(IActorHost host)
{
    private const string KeyId = "key_demo";

    private static readonly string[] Campaigns = ["welcome", "abandoned-cart", "free-shipping", "need-help", "thank-you"];

    /// <returns>The write key of the page.</returns>
    public async Task<string> SeedAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var settings = DemoFiles.Read("Campaigns/settings.json");
        await AskAsync(ActorKey.Of(workspace), new WorkspaceCommand.PutSettings(Text(settings), Taken(SettingsDocument.Parse(settings)), null), cancellationToken);
        foreach (var id in Campaigns)
        {
            var document = DemoFiles.Read($"Campaigns/{id}.json");
            var key = ActorKey.Of(workspace, new CampaignId(id));
            await AskAsync(key, new CampaignCommand.Put(Text(document), Taken(CampaignDocument.Parse(document)), null), cancellationToken);
            await AskAsync(key, new CampaignCommand.Launch(), cancellationToken);
        }

        return await MakeKeyAsync(workspace, cancellationToken);
    }

    // Only a key's hash is kept, so the page's is one that every process of the engine, and every start, makes alike.
    private async Task<string> MakeKeyAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var secret = host.CatalogOf(workspace)?.Workspace.IdentitySecret
            ?? throw new InvalidOperationException($"the demo could not be seeded: workspace '{workspace}' has no identity secret");
        var made = NewKey.Derive(KeyKind.Write, secret, KeyId, host.Now);
        await AskAsync(ActorKey.Of(workspace), new WorkspaceCommand.AddKey(made.Stored), cancellationToken);
        return made.Text;
    }

    private async Task AskAsync(ActorKey key, IActorCommand command, CancellationToken cancellationToken)
    {
        var answer = await host.AskAsync(key, command, cancellationToken);
        if (answer.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"the demo could not be seeded: {key.Id} {refusal.Detail}");
        }
    }

    private static T Taken<T>(ParseResult<T> result)
        where T : class =>
        result.Value ?? throw new InvalidOperationException($"a demo document is wrong: {result.Errors[0].Pointer} {result.Errors[0].Message}");

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
