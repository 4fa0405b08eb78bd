using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Coding;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;

namespace Engagement.Cluster.Wire;

/// <summary>What an answer says beside being taken. The first byte is a <see cref="ReplyTag"/>.</summary>
internal static class ReplyCodec
{
    public static void Encode(IReply? reply, ByteWriter into)
    {
        into.Byte(TagOf(reply));
        switch (reply)
        {
            case JoinNeeded join:
                into.Person(join.Into);
                into.Person(join.From);
                break;
            case ReceiptsTaken taken:
                into.List(taken.Unknown.Span, static (w, delivery) => w.Text(delivery.Value));
                break;
            case Surrendered surrendered:
                into.Bytes(surrendered.Image.Span);
                into.Signed(surrendered.EffectId);
                break;
            case ShownQueue shown:
                into.List(shown.Messages.Span, static (w, message) => w.Message(message));
                into.Signed(shown.LastSequence);
                break;
            case Explanation explanation:
                into.Traces(explanation.Traces);
                break;
            case UserProfile profile:
                UserProfileCodec.Encode(profile, into);
                break;
            case CampaignView { Snapshot: { } campaign }:
                into.Campaign(campaign);
                break;
            case WorkspaceView { Snapshot: { } workspace }:
                into.Workspace(workspace);
                break;
        }
    }

    public static IReply? Decode(ref ByteReader from) => from.Byte() switch
    {
        ReplyTag.None => null,
        ReplyTag.JoinNeeded => new JoinNeeded(from.Person(), from.Person()),
        ReplyTag.ReceiptsTaken => new ReceiptsTaken(from.List(static (ref reader) => new DeliveryId(reader.Text()))),
        ReplyTag.Surrendered => new Surrendered(from.Bytes().ToArray(), from.Signed()),
        ReplyTag.ShownQueue => new ShownQueue(from.List(static (ref reader) => reader.Message()), from.Signed()),
        ReplyTag.Explanation => new Explanation(from.Traces()),
        ReplyTag.UserProfile => UserProfileCodec.Decode(ref from),
        ReplyTag.NoCampaign => new CampaignView(null),
        ReplyTag.CampaignView => new CampaignView(from.Campaign()),
        ReplyTag.NoWorkspace => new WorkspaceView(null),
        ReplyTag.WorkspaceView => new WorkspaceView(from.Workspace()),
        var tag => throw new FormatException($"{tag} is not the tag of a reply"),
    };

    private static byte TagOf(IReply? reply) => reply switch
    {
        null => ReplyTag.None,
        JoinNeeded => ReplyTag.JoinNeeded,
        ReceiptsTaken => ReplyTag.ReceiptsTaken,
        Surrendered => ReplyTag.Surrendered,
        ShownQueue => ReplyTag.ShownQueue,
        Explanation => ReplyTag.Explanation,
        UserProfile => ReplyTag.UserProfile,
        CampaignView { Snapshot: null } => ReplyTag.NoCampaign,
        CampaignView => ReplyTag.CampaignView,
        WorkspaceView { Snapshot: null } => ReplyTag.NoWorkspace,
        WorkspaceView => ReplyTag.WorkspaceView,
        _ => throw new ArgumentException($"{reply.GetType().Name} has no form to travel in", nameof(reply)),
    };
}
