using Engagement.Core.Coding;
using NodaTime;

namespace Engagement.Core.Decisions;

/// <summary>The form of a trace within a fact or an answer: all but its instant, which goes before it. Whoever changes it changes their tags.</summary>
internal static class TraceCodec
{
    public static void Encode(Trace trace, ByteWriter into)
    {
        into.Text(trace.Campaign.Value);
        into.Byte((byte)trace.Verdict);
        into.Text(trace.Rule);
        into.Fixed(trace.Cause);
        into.OptionalInstant(trace.Due);
        into.OptionalText(trace.Delivery?.Value);
        into.OptionalText(trace.Variant);
        into.OptionalText(trace.LostTo?.Value);
        into.OptionalText(trace.Detail);
    }

    public static Trace Decode(Instant at, ref ByteReader from)
    {
        var campaign = new CampaignId(from.Text());
        var verdict = from.Enum(Verdict.Lost);
        var rule = from.Text();
        var cause = from.Fixed();
        var due = from.OptionalInstant();
        var delivery = from.OptionalText() is { } id ? new DeliveryId(id) : (DeliveryId?)null;
        var variant = from.OptionalText();
        var lostTo = from.OptionalText() is { } winner ? new CampaignId(winner) : (CampaignId?)null;
        return new Trace(campaign, verdict, rule, cause, at, due, delivery, variant, lostTo, from.OptionalText());
    }
}
