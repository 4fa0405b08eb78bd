using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Coding;
using Engagement.Core.Workspaces;

namespace Engagement.Cluster.Wire;

/// <summary>Snapshots as bytes: the id, then the stored form, whose version is its own. Definitions are read again from their documents.</summary>
internal static class SnapshotCodec
{
    public static void Campaign(this ByteWriter into, CampaignSnapshot snapshot)
    {
        into.Text(snapshot.Id.Value);
        var stored = new ByteWriter(snapshot.Document.Length + 64);
        CampaignCodec.Encode(new CampaignState.Defined(snapshot, FactCount: 0), stored);
        into.Bytes(stored.Written);
    }

    public static CampaignSnapshot Campaign(this ref ByteReader from)
    {
        var id = new CampaignId(from.Text());
        return CampaignCodec.Decode(id, from.Bytes()) is CampaignState.Defined { Snapshot: var snapshot }
            ? snapshot
            : throw new FormatException("a campaign that is none");
    }

    public static void Workspace(this ByteWriter into, WorkspaceSnapshot snapshot)
    {
        into.Text(snapshot.Id.Value);
        var stored = new ByteWriter(snapshot.SettingsDocument.Length + 256);
        WorkspaceCodec.Encode(new WorkspaceState.Existing(snapshot), stored);
        into.Bytes(stored.Written);
    }

    public static WorkspaceSnapshot Workspace(this ref ByteReader from)
    {
        var id = new WorkspaceId(from.Text());
        return WorkspaceCodec.Decode(id, from.Bytes()) is WorkspaceState.Existing { Snapshot: var snapshot }
            ? snapshot
            : throw new FormatException("a workspace that is none");
    }
}
