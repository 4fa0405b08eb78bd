using System.Text;
using Engagement.Core.Campaigns;
using Engagement.Core.Coding;
using Engagement.Core.Definitions;

namespace Engagement.Cluster.Wire;

internal static class CampaignCommandCodec
{
    private static readonly CampaignCommand.Launch Launch = new();
    private static readonly CampaignCommand.Pause Pause = new();
    private static readonly CampaignCommand.Resume Resume = new();
    private static readonly CampaignCommand.Stop Stop = new();
    private static readonly CampaignCommand.Describe Describe = new();

    public static void Encode(CampaignCommand command, ByteWriter into)
    {
        into.Byte(TagOf(command));
        switch (command)
        {
            case CampaignCommand.Put put:
                into.OptionalSigned(put.IfVersion);
                into.Text(put.Document);
                break;
            case CampaignCommand.Delete delete:
                into.OptionalSigned(delete.IfVersion);
                break;
        }
    }

    public static CampaignCommand Decode(byte tag, ref ByteReader from) => tag switch
    {
        CommandTag.PutCampaign => Put(ref from),
        CommandTag.Launch => Launch,
        CommandTag.Pause => Pause,
        CommandTag.Resume => Resume,
        CommandTag.Stop => Stop,
        CommandTag.DeleteCampaign => new CampaignCommand.Delete(from.OptionalSigned()),
        CommandTag.DescribeCampaign => Describe,
        _ => throw new FormatException($"{tag} is not the tag of a command to a campaign"),
    };

    private static byte TagOf(CampaignCommand command) => command switch
    {
        CampaignCommand.Put => CommandTag.PutCampaign,
        CampaignCommand.Launch => CommandTag.Launch,
        CampaignCommand.Pause => CommandTag.Pause,
        CampaignCommand.Resume => CommandTag.Resume,
        CampaignCommand.Stop => CommandTag.Stop,
        CampaignCommand.Delete => CommandTag.DeleteCampaign,
        CampaignCommand.Describe => CommandTag.DescribeCampaign,
        _ => throw new ArgumentException($"{command.GetType().Name} has no form to travel in", nameof(command)),
    };

    private static CampaignCommand.Put Put(ref ByteReader from)
    {
        var ifVersion = from.OptionalSigned();
        var document = from.Text();
        var parsed = CampaignDocument.Parse(Encoding.UTF8.GetBytes(document));
        return parsed.IsValid
            ? new CampaignCommand.Put(document, parsed.Value, ifVersion)
            : throw new FormatException($"the campaign's document is not right to this silo: {parsed.Errors[0]}");
    }
}
