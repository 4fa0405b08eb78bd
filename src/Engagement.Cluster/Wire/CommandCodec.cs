using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Coding;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;

namespace Engagement.Cluster.Wire;

/// <summary>
/// One command as bytes, from the silo that took it to the one that has the actor. The first byte is a <see cref="CommandTag"/>. Instants
/// travel to the millisecond, to which a turn rounds them anyway. A document travels as text and is read again on arrival.
/// </summary>
/// <remarks>
/// Properties of an event travel by path, so the two silos need not have the same catalog. What the sender's catalog did not read is not
/// among them, and is missing to a rule that only the receiver knows yet: as it would be had the event come a moment earlier.
/// </remarks>
public static class CommandCodec
{
    /// <exception cref="ArgumentException">A kind of command this build does not send; nothing was written.</exception>
    public static void Encode(IActorCommand command, ByteWriter into)
    {
        switch (command)
        {
            case UserCommand user:
                UserCommandCodec.Encode(user, into);
                break;
            case CampaignCommand campaign:
                CampaignCommandCodec.Encode(campaign, into);
                break;
            case WorkspaceCommand workspace:
                WorkspaceCommandCodec.Encode(workspace, into);
                break;
            default:
                throw new ArgumentException($"{command.GetType().Name} has no form to travel in", nameof(command));
        }
    }

    /// <summary>Reads one command, and leaves what follows it. Nothing in it refers to the bytes that were read.</summary>
    /// <exception cref="FormatException">Not what <see cref="Encode"/> wrote, or of a form this build does not know.</exception>
    public static IActorCommand Decode(ref ByteReader from)
    {
        try
        {
            return from.Byte() switch
            {
                < CommandTag.FirstOfCampaigns and var tag => UserCommandCodec.Decode(tag, ref from),
                < CommandTag.FirstOfWorkspaces and var tag => CampaignCommandCodec.Decode(tag, ref from),
                var tag => WorkspaceCommandCodec.Decode(tag, ref from),
            };
        }
        catch (OverflowException overflow)
        {
            throw new FormatException("a number in the command is out of range", overflow);
        }
    }

    /// <summary>As <see cref="Decode(ref ByteReader)"/>, for bytes that are one command and nothing else.</summary>
    public static IActorCommand Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var command = Decode(ref reader);
        return reader.AtEnd ? command : throw new FormatException("bytes follow the command");
    }
}
