using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using NodaTime;

namespace Engagement.ReadModels.Archive;

/// <summary>
/// What may be kept of an erased person: that something was counted, in which hour, for which campaign, rule and variant. Its place is
/// nobody's, so nothing says that two such facts are of one person.
/// </summary>
internal static class Anonymous
{
    /// <summary>Ids of persons have at least one character.</summary>
    public static bool Is(in ActorKey actor) => actor.Id.Length == 0 && actor.Kind is ActorKind.User;

    /// <summary>Adds what may be kept of a fact. The erasure itself is kept whole: it is what keeps late facts out.</summary>
    public static void Add(in FactPlace place, Fact fact, ref ArchivedBatch.Writer into)
    {
        var kept = fact is Fact.Erased ? fact : Kept(fact);
        if (kept is null)
        {
            return;
        }

        var bytes = new ByteWriter();
        FactCodec.Encode(kept, bytes);
        into.Add(fact is Fact.Erased ? place : new FactPlace(new ActorKey(ActorKind.User, place.Actor.Workspace, string.Empty), 0), bytes.Written);
    }

    /// <summary>The batch with the facts of some actors made anonymous; null when it has none of them.</summary>
    public static byte[]? Rewrite(ReadOnlySpan<byte> body, IReadOnlySet<ActorKey> actors)
    {
        var rewriting = new Rewriting(actors);
        ArchivedBatch.Read(body, rewriting);
        return rewriting.Result();
    }

    private static Fact? Kept(Fact fact) => fact switch
    {
        Fact.Decided { Trace.Verdict: not Verdict.Held } decided => new Fact.Decided(
            new Trace(decided.Trace.Campaign, decided.Trace.Verdict, decided.Trace.Rule, Cause: 0, HourOf(fact), Variant: decided.Trace.Variant)),
        Fact.ReceiptTaken { First: true } receipt => new Fact.ReceiptTaken(
            HourOf(fact), Nothing, receipt.Campaign, receipt.Variant, receipt.Kind, Action: null, Answer: null, Reason: null, First: true),
        Fact.Converted converted =>
            new Fact.Converted(HourOf(fact), Nothing, converted.Campaign, converted.Variant, string.Empty, converted.Value),
        Fact.Recalled recalled => new Fact.Recalled(HourOf(fact), Nothing, recalled.Campaign, recalled.Variant, string.Empty),
        _ => null,
    };

    private static DeliveryId Nothing => new(string.Empty);

    private static Instant HourOf(Fact fact) =>
        Instant.FromUnixTimeMilliseconds(Hours.Of(fact.At.ToUnixTimeMilliseconds()) * Hours.Milliseconds);

    private sealed class Rewriting(IReadOnlySet<ActorKey> actors) : IFactSink
    {
        private readonly List<(FactPlace Place, Fact Fact, byte[] Bytes)> _facts = [];
        private bool _concerned;

        public void Add(in FactPlace place, Fact fact, ReadOnlySpan<byte> bytes)
        {
            _concerned |= actors.Contains(place.Actor);
            _facts.Add((place, fact, bytes.ToArray()));
        }

        public byte[]? Result()
        {
            if (!_concerned)
            {
                return null;
            }

            var written = new ByteWriter(4096);
            var into = new ArchivedBatch.Writer(written);
            foreach (var (place, fact, bytes) in _facts)
            {
                if (actors.Contains(place.Actor))
                {
                    Anonymous.Add(place, fact, ref into);
                }
                else
                {
                    into.Add(place, bytes);
                }
            }

            return written.Written.ToArray();
        }
    }
}
