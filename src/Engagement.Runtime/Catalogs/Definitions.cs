using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Catalogs;
using Engagement.Core.Workspaces;

namespace Engagement.Runtime.Catalogs;

/// <summary>What is defined in one workspace. Changed under a lock on it; <see cref="Catalog"/> may be read at any time.</summary>
internal sealed class Definitions
{
    private readonly Dictionary<CampaignId, CampaignSnapshot> _campaigns = [];
    private volatile Catalog? _catalog;
    private volatile bool _isStale;
    private long _version;

    /// <summary>
    /// Null until the workspace is known, whatever is known of its campaigns. The first read after changes compiles them all: a thousand
    /// campaigns launched in one go cost one compilation, not a thousand.
    /// </summary>
    public Catalog? Catalog
    {
        get
        {
            if (_isStale)
            {
                lock (this)
                {
                    Compile();
                }
            }

            return _catalog;
        }
    }

    public WorkspaceSnapshot? Workspace { get; private set; }

    /// <returns>False when something at least as new is known.</returns>
    public bool Take(WorkspaceSnapshot workspace)
    {
        if (Workspace is { } known && known.Version >= workspace.Version)
        {
            return false;
        }

        Workspace = workspace;
        _isStale = true;
        return true;
    }

    /// <returns>False when something at least as new is known.</returns>
    public bool Take(CampaignId campaign, CampaignSnapshot? snapshot)
    {
        if (snapshot is null)
        {
            var removed = _campaigns.Remove(campaign);
            _isStale |= removed;
            return removed;
        }

        if (_campaigns.TryGetValue(campaign, out var known) && known.Version >= snapshot.Version)
        {
            return false;
        }

        _campaigns[campaign] = snapshot;
        _isStale = true;
        return true;
    }

    private void Compile()
    {
        try
        {
            if (_isStale && Workspace is { } workspace)
            {
                _version++;
                _catalog = _catalog is { } before
                    ? before.Next(_version, workspace, _campaigns.Values)
                    : Catalog.Compile(_version, workspace, _campaigns.Values);
            }
        }
        finally
        {
            // A bug in compiling fails the one who asked; everybody else goes on with what was in force.
            _isStale = false;
        }
    }
}
