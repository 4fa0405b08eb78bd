using System.Numerics;
using System.Runtime.InteropServices;
using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>
/// The campaigns that wait for one event name, by what they ask of its properties. Each property narrows down a set of bits, one bit per
/// entry; what is left is checked further only where an entry asks for more than the bits can say. Allocates nothing.
/// </summary>
internal sealed class CampaignIndex
{
    private const int OnStack = 256;

    // Up to so many words it is cheaper to see whether a property matters still than to look its value up.
    private const int FewWords = 8;

    [ThreadStatic]
    private static int[]? spareInts;

    [ThreadStatic]
    private static ulong[]? spareWords;

    private readonly EventInterest _interest;
    private readonly CompiledCampaign[] _campaigns;
    private readonly EntryCheck?[] _checks;
    private readonly ulong[] _checked;
    private readonly PropertyColumns[] _columns;
    private readonly bool _isPlain;

    /// <param name="interest">Has every path that an entry reads.</param>
    /// <param name="campaigns">By entry; the entries of one campaign follow each other.</param>
    /// <param name="checks">By entry; null where the columns say it all.</param>
    /// <param name="columns">Those that narrow most first.</param>
    public CampaignIndex(EventInterest interest, CompiledCampaign[] campaigns, EntryCheck?[] checks, PropertyColumns[] columns)
    {
        _interest = interest;
        _campaigns = campaigns;
        _checks = checks;
        _columns = columns;
        _checked = new ulong[Bits.WordsFor(campaigns.Length)];
        for (var entry = 0; entry < checks.Length; entry++)
        {
            Bits.Set(_checked, entry, checks[entry] is not null);
        }

        _isPlain = campaigns.Distinct().Count() == campaigns.Length;
    }

    /// <summary>Adds each campaign of which an entry holds, once, in the order of entries.</summary>
    public void Match(in EventProperties properties, List<CompiledCampaign> into)
    {
        if (_campaigns.Length == 0)
        {
            return;
        }

        var paths = _interest.Paths;
        var places = paths.Length <= OnStack ? stackalloc int[paths.Length] : Spare(ref spareInts, paths.Length);
        var located = new LocatedProperties(paths, properties.Items, places);
        var words = _checked.Length;
        var left = words <= OnStack ? stackalloc ulong[words] : Spare(ref spareWords, words);
        Bits.Fill(left, _campaigns.Length);
        if (words == 1 ? NarrowWord(ref left[0], located) : Narrow(left, located))
        {
            Check(left, located, properties);
            Give(left, into);
        }
    }

    private bool NarrowWord(ref ulong entries, in LocatedProperties located)
    {
        var left = entries;
        foreach (var column in _columns)
        {
            if ((left & column.TestedWord) != 0)
            {
                left &= column.WordOf(located[column.Property]);
            }
        }

        entries = left;
        return left != 0;
    }

    private bool Narrow(Span<ulong> entries, in LocatedProperties located)
    {
        foreach (var column in _columns)
        {
            if ((entries.Length > FewWords || column.Concerns(entries)) && !column.Narrow(located[column.Property], entries))
            {
                return false;
            }
        }

        return true;
    }

    private void Check(Span<ulong> left, in LocatedProperties located, in EventProperties properties)
    {
        for (var word = 0; word < left.Length; word++)
        {
            for (var bits = left[word] & _checked[word]; bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                if (!_checks[(word << 6) + bit]!.Holds(located, properties))
                {
                    left[word] ^= 1UL << bit;
                }
            }
        }
    }

    private void Give(ReadOnlySpan<ulong> left, List<CompiledCampaign> into)
    {
        if (!_isPlain)
        {
            GiveOnce(left, into);
            return;
        }

        var count = 0;
        foreach (var word in left)
        {
            count += BitOperations.PopCount(word);
        }

        var next = into.Count;
        CollectionsMarshal.SetCount(into, next + count);
        var given = CollectionsMarshal.AsSpan(into);
        for (var word = 0; word < left.Length; word++)
        {
            for (var bits = left[word]; bits != 0; bits &= bits - 1)
            {
                given[next++] = _campaigns[(word << 6) + BitOperations.TrailingZeroCount(bits)];
            }
        }
    }

    private void GiveOnce(ReadOnlySpan<ulong> left, List<CompiledCampaign> into)
    {
        CompiledCampaign? last = null;
        for (var word = 0; word < left.Length; word++)
        {
            for (var bits = left[word]; bits != 0; bits &= bits - 1)
            {
                var campaign = _campaigns[(word << 6) + BitOperations.TrailingZeroCount(bits)];
                if (!ReferenceEquals(campaign, last))
                {
                    into.Add(last = campaign);
                }
            }
        }
    }

    private static Span<T> Spare<T>(ref T[]? spare, int length)
    {
        if (spare is null || spare.Length < length)
        {
            spare = new T[BitOperations.RoundUpToPowerOf2((uint)length)];
        }

        var room = spare.AsSpan(0, length);
        room.Clear();
        return room;
    }
}
