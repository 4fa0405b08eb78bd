using Engagement.Core.Campaigns;
using Engagement.Core.Coding;
using Engagement.Core.Users;
using NodaTime;

namespace Engagement.Core.Decisions;

/// <summary>
/// One fact as bytes. The first is a tag that names the kind and the version of its form; a tag, once written, is read for good, and a
/// changed form gets a new one. Instants are kept to the millisecond.
/// </summary>
public static class FactCodec
{
    private const byte EventHappened = 1;
    private const byte Decided = 2;
    private const byte ReceiptTaken = 3;
    private const byte Converted = 4;
    private const byte Recalled = 5;
    private const byte Identified = 6;
    private const byte Joined = 7;
    private const byte Erased = 8;
    private const byte CampaignChanged = 9;

    /// <exception cref="ArgumentException">A kind of fact this build does not store.</exception>
    public static void Encode(Fact fact, ByteWriter into)
    {
        into.Byte(TagOf(fact));
        into.Instant(fact.At);
        switch (fact)
        {
            case Fact.EventHappened happened:
                into.Text(happened.Event);
                break;
            case Fact.Decided decided:
                TraceCodec.Encode(decided.Trace, into);
                break;
            case Fact.ReceiptTaken receipt:
                EncodeReceipt(receipt, into);
                break;
            case Fact.Converted converted:
                EncodeDelivery(converted.Delivery, converted.Campaign, converted.Variant, into);
                into.Text(converted.Event);
                into.Double(converted.Value);
                break;
            case Fact.Recalled recalled:
                EncodeDelivery(recalled.Delivery, recalled.Campaign, recalled.Variant, into);
                into.Text(recalled.Reason);
                break;
            case Fact.Joined joined:
                into.Byte((byte)joined.From.Kind);
                into.Text(joined.From.Value);
                break;
            case Fact.CampaignChanged changed:
                into.Text(changed.Campaign.Value);
                into.Byte((byte)changed.Status);
                into.Signed(changed.Version);
                break;
        }
    }

    /// <exception cref="FormatException">Not what <see cref="Encode"/> wrote, or of a form this build does not know.</exception>
    public static Fact Decode(ref ByteReader from)
    {
        var tag = from.Byte();
        if (tag is < EventHappened or > CampaignChanged)
        {
            throw new FormatException($"{tag} is not the tag of a fact");
        }

        var at = from.Instant();
        return tag switch
        {
            EventHappened => new Fact.EventHappened(at, from.Text()),
            Decided => new Fact.Decided(TraceCodec.Decode(at, ref from)),
            ReceiptTaken => DecodeReceipt(at, ref from),
            Converted => new Fact.Converted(at, Delivery(ref from), Campaign(ref from), from.Text(), from.Text(), from.Double()),
            Recalled => new Fact.Recalled(at, Delivery(ref from), Campaign(ref from), from.Text(), from.Text()),
            Identified => new Fact.Identified(at),
            Joined => new Fact.Joined(at, new PersonId(from.Enum(PersonKind.Anonymous), from.Text())),
            Erased => new Fact.Erased(at),
            _ => new Fact.CampaignChanged(at, Campaign(ref from), from.Enum(CampaignStatus.Stopped), from.Signed()),
        };
    }

    private static byte TagOf(Fact fact) => fact switch
    {
        Fact.EventHappened => EventHappened,
        Fact.Decided => Decided,
        Fact.ReceiptTaken => ReceiptTaken,
        Fact.Converted => Converted,
        Fact.Recalled => Recalled,
        Fact.Identified => Identified,
        Fact.Joined => Joined,
        Fact.Erased => Erased,
        Fact.CampaignChanged => CampaignChanged,
        _ => throw new ArgumentException($"{fact.GetType().Name} has no stored form", nameof(fact)),
    };

    private static void EncodeReceipt(Fact.ReceiptTaken receipt, ByteWriter into)
    {
        EncodeDelivery(receipt.Delivery, receipt.Campaign, receipt.Variant, into);
        into.Byte((byte)receipt.Kind);
        into.OptionalText(receipt.Action);
        into.OptionalText(receipt.Answer);
        into.OptionalText(receipt.Reason);
        into.Bool(receipt.First);
    }

    private static Fact.ReceiptTaken DecodeReceipt(Instant at, ref ByteReader from) => new(
        at,
        Delivery(ref from),
        Campaign(ref from),
        from.Text(),
        from.Enum(ReceiptKind.Failed),
        from.OptionalText(),
        from.OptionalText(),
        from.OptionalText(),
        from.Bool());

    private static void EncodeDelivery(DeliveryId delivery, CampaignId campaign, string variant, ByteWriter into)
    {
        into.Text(delivery.Value);
        into.Text(campaign.Value);
        into.Text(variant);
    }

    private static DeliveryId Delivery(ref ByteReader from) => new(from.Text());

    private static CampaignId Campaign(ref ByteReader from) => new(from.Text());
}
