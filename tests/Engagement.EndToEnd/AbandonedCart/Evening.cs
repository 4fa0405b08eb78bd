namespace Engagement.EndToEnd.AbandonedCart;

/// <summary>What was decided for one shopper.</summary>
internal sealed record Evening(Shopper Shopper, IReadOnlyList<Verdict> Traces)
{
    public Verdict? Sent => Traces.SingleOrDefault(trace => trace.Said == "sent");
}
