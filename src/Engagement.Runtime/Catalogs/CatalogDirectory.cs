using System.Collections.Concurrent;
using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Catalogs;
using Engagement.Core.Workspaces;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.Shells;

namespace Engagement.Runtime.Catalogs;

/// <summary>
/// What is defined in every workspace of this process, compiled: read by every turn, replaced by one reference swap per change. Reading waits
/// only for the compilation of what has changed; a change is in force for every read that starts after the call that told of it returned.
/// Safe for any number of threads.
/// </summary>
public sealed class CatalogDirectory
{
    private readonly ConcurrentDictionary<WorkspaceId, Definitions> _definitions = new();
    private readonly ConcurrentDictionary<string, KeyGrant> _keys = new(StringComparer.Ordinal);

    public IReadOnlyCollection<WorkspaceId> Workspaces => [.. _definitions.Where(pair => pair.Value.Catalog is not null).Select(pair => pair.Key)];

    /// <summary>Null when there is no such workspace.</summary>
    public Catalog? CatalogOf(WorkspaceId workspace) => _definitions.TryGetValue(workspace, out var definitions) ? definitions.Catalog : null;

    /// <summary>What a turn is decided by: the catalog in force, or one with nothing in it for a workspace not yet created.</summary>
    public Catalog CatalogForTurn(WorkspaceId workspace) => CatalogOf(workspace) ?? Catalog.Empty(workspace);

    /// <summary>The workspace and rights of a key that is not revoked, or null.</summary>
    public KeyGrant? FindKey(string hash) => _keys.GetValueOrDefault(hash);

    /// <summary>Tells of all campaigns and workspaces at start. Shells of other kinds are passed over.</summary>
    public void Load(IEnumerable<ActorShell> shells)
    {
        foreach (var shell in shells)
        {
            var definitions = Of(shell.Key.Workspace);
            if (shell is WorkspaceShell { Snapshot: { } workspace })
            {
                definitions.Take(workspace);
                GrantKeys(null, workspace);
            }
            else if (shell is CampaignShell { Snapshot: { } campaign })
            {
                definitions.Take(campaign.Id, campaign);
            }
        }
    }

    /// <summary>A campaign is now this, or was deleted (null). One that is older than what is known is passed over.</summary>
    /// <returns>Whether messages of the campaign may now have to be taken back from those who watch.</returns>
    public bool Publish(WorkspaceId workspace, CampaignId campaign, CampaignSnapshot? snapshot)
    {
        var definitions = Of(workspace);
        lock (definitions)
        {
            if (!definitions.Take(campaign, snapshot))
            {
                return false;
            }
        }

        return snapshot is null or { Status: CampaignStatus.Stopped };
    }

    /// <summary>A workspace's settings and keys are now these. One that is older than what is known is passed over.</summary>
    public void Publish(WorkspaceSnapshot snapshot)
    {
        var definitions = Of(snapshot.Id);
        lock (definitions)
        {
            var before = definitions.Workspace;
            if (definitions.Take(snapshot))
            {
                GrantKeys(before, snapshot);
            }
        }
    }

    private Definitions Of(WorkspaceId workspace) => _definitions.GetOrAdd(workspace, static _ => new Definitions());

    private void GrantKeys(WorkspaceSnapshot? before, WorkspaceSnapshot after)
    {
        foreach (var key in before?.Keys ?? [])
        {
            if (!IsGranted(after, key.Hash))
            {
                _keys.TryRemove(key.Hash, out _);
            }
        }

        foreach (var key in after.Keys)
        {
            if (key.RevokedAt is null)
            {
                _keys[key.Hash] = new KeyGrant(after.Id, key);
            }
        }
    }

    private static bool IsGranted(WorkspaceSnapshot workspace, string hash)
    {
        foreach (var key in workspace.Keys)
        {
            if (key.Hash == hash && key.RevokedAt is null)
            {
                return true;
            }
        }

        return false;
    }
}
