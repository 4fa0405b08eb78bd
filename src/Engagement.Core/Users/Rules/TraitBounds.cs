using Engagement.Core.Coding;
using Engagement.Core.Targeting;

namespace Engagement.Core.Users.Rules;

/// <summary>Traits take up a bounded number of bytes, as stored.</summary>
internal static class TraitBounds
{
    // The number of members grows by no more bytes than this; to be that exact about which of two traits still fits helps nobody.
    private const int LongestCount = 3;

    /// <summary>Why merged traits cannot be kept; null when they can, or when they are no more than there were already.</summary>
    /// <param name="limit">Bytes.</param>
    public static Refusal? Check(Value known, Value merged, int limit)
    {
        if (EncodedSize.Of(merged) is var size && (size <= limit || size <= EncodedSize.Of(known)))
        {
            return null;
        }

        var expected = $"all traits together take at most {limit} bytes as stored; nothing was changed";
        return new Refusal(Refusal.TooLarge, expected, [new FieldError("/traits", expected)]);
    }

    /// <summary>Fills in what is not known yet; what is known stays. What does not fit is left out, member by member, in the order given.</summary>
    public static Value Fill(Value known, Value more, int limit)
    {
        var whole = TraitMap.Fill(known, more);
        if (EncodedSize.Of(whole) <= limit)
        {
            return whole;
        }

        var fitting = new List<KeyValuePair<string, Value>>();
        var room = limit - EncodedSize.Of(known) - LongestCount;
        foreach (var member in more.Members)
        {
            var size = EncodedSize.Of(member);
            if (size <= room && known.Member(member.Key).IsMissing)
            {
                fitting.Add(member);
                room -= size;
            }
        }

        return TraitMap.Fill(known, Value.Of([.. fitting]));
    }
}
