using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Users;

namespace Engagement.Cluster.Wire;

internal static class UserCommandCodec
{
    // Those that carry nothing are one to all.
    private static readonly UserCommand.WakeUp WakeUp = new();
    private static readonly UserCommand.CatalogChanged CatalogChanged = new();
    private static readonly UserCommand.Erase Erase = new();
    private static readonly UserCommand.Describe Describe = new();
    private static readonly UserCommand.ReadQueue ReadQueue = new();

    public static void Encode(UserCommand command, ByteWriter into)
    {
        into.Byte(TagOf(command));
        switch (command)
        {
            case UserCommand.Track track:
                into.Stamp(track.Stamp);
                into.Text(track.Event);
                into.Properties(track.Properties);
                into.Context(track.Context);
                break;
            case UserCommand.Identify identify:
                into.Stamp(identify.Stamp);
                into.Value(identify.Traits);
                into.OptionalText(identify.AnonymousId);
                into.Context(identify.Context);
                break;
            case UserCommand.Alias alias:
                into.Stamp(alias.Stamp);
                into.Person(alias.Previous);
                break;
            case UserCommand.Link link:
                into.Person(link.Other);
                break;
            case UserCommand.Group group:
                into.Stamp(group.Stamp);
                into.Text(group.GroupId);
                into.Value(group.Traits);
                break;
            case UserCommand.Surrender surrender:
                into.Person(surrender.To);
                break;
            case UserCommand.Absorb absorb:
                into.Person(absorb.From);
                into.Bytes(absorb.Image.Span);
                break;
            case UserCommand.Settle settle:
                into.Signed(settle.EffectId);
                break;
            case UserCommand.Report report:
                into.List(report.Receipts.Span, static (w, receipt) => w.Receipt(receipt));
                break;
            case UserCommand.Moment moment:
                into.OptionalText(moment.Screen);
                into.OptionalBool(moment.Busy);
                into.OptionalText(moment.Device);
                break;
            case UserCommand.Explain explain:
                into.Text(explain.Campaign.Value);
                into.OptionalText(explain.Event);
                into.Properties(explain.Properties);
                break;
        }
    }

    public static UserCommand Decode(byte tag, ref ByteReader from) => tag switch
    {
        CommandTag.Track => new UserCommand.Track(from.Stamp(), from.Text(), from.Properties(), from.Context()),
        CommandTag.Identify => new UserCommand.Identify(from.Stamp(), from.Value(), from.OptionalText(), from.Context()),
        CommandTag.Alias => new UserCommand.Alias(from.Stamp(), from.Person()),
        CommandTag.Link => new UserCommand.Link(from.Person()),
        CommandTag.Group => new UserCommand.Group(from.Stamp(), from.Text(), from.Value()),
        CommandTag.Surrender => new UserCommand.Surrender(from.Person()),
        CommandTag.Absorb => new UserCommand.Absorb(from.Person(), from.Bytes().ToArray()),
        CommandTag.Settle => new UserCommand.Settle(from.Signed()),
        CommandTag.Report => new UserCommand.Report(from.List(static (ref reader) => reader.Receipt())),
        CommandTag.Moment => new UserCommand.Moment(from.OptionalText(), from.OptionalBool(), from.OptionalText()),
        CommandTag.WakeUp => WakeUp,
        CommandTag.CatalogChanged => CatalogChanged,
        CommandTag.Erase => Erase,
        CommandTag.DescribeUser => Describe,
        CommandTag.ReadQueue => ReadQueue,
        CommandTag.Explain => new UserCommand.Explain(new CampaignId(from.Text()), from.OptionalText(), from.Properties()),
        _ => throw new FormatException($"{tag} is not the tag of a command to a person"),
    };

    private static byte TagOf(UserCommand command) => command switch
    {
        UserCommand.Track => CommandTag.Track,
        UserCommand.Identify => CommandTag.Identify,
        UserCommand.Alias => CommandTag.Alias,
        UserCommand.Link => CommandTag.Link,
        UserCommand.Group => CommandTag.Group,
        UserCommand.Surrender => CommandTag.Surrender,
        UserCommand.Absorb => CommandTag.Absorb,
        UserCommand.Settle => CommandTag.Settle,
        UserCommand.Report => CommandTag.Report,
        UserCommand.Moment => CommandTag.Moment,
        UserCommand.WakeUp => CommandTag.WakeUp,
        UserCommand.CatalogChanged => CommandTag.CatalogChanged,
        UserCommand.Erase => CommandTag.Erase,
        UserCommand.Describe => CommandTag.DescribeUser,
        UserCommand.ReadQueue => CommandTag.ReadQueue,
        UserCommand.Explain => CommandTag.Explain,
        _ => throw new ArgumentException($"{command.GetType().Name} has no form to travel in", nameof(command)),
    };

    private static void Stamp(this ByteWriter into, MessageStamp stamp)
    {
        into.Fixed(stamp.MessageKey);
        into.Instant(stamp.At);
    }

    private static MessageStamp Stamp(this ref ByteReader from) => new(from.Fixed(), from.Instant());

    private static void Receipt(this ByteWriter into, Receipt receipt)
    {
        into.Fixed(receipt.ReceiptKey);
        into.Text(receipt.Delivery.Value);
        into.Byte((byte)receipt.Kind);
        into.OptionalText(receipt.Action);
        into.OptionalText(receipt.Answer);
        into.OptionalText(receipt.Reason);
        into.Instant(receipt.At);
    }

    private static Receipt Receipt(this ref ByteReader from) => new(
        from.Fixed(),
        new DeliveryId(from.Text()),
        from.Enum(ReceiptKind.Failed),
        from.OptionalText(),
        from.OptionalText(),
        from.OptionalText(),
        from.Instant());
}
