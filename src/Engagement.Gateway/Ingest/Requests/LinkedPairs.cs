using Engagement.Core;
using Engagement.Core.Hashing;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>
/// Pairs of a known person and an anonymous id between which nothing is left to join, which never changes back. Only a shortcut: a pair is
/// forgotten when another takes its place, and then one more turn finds the same out. Safe for any number of threads.
/// </summary>
/// <remarks>
/// Of a pair only 64 bits are kept. Two pairs that share them are taken for one; the second is then joined by its next identify and not
/// before, as it would be without this.
/// </remarks>
internal sealed class LinkedPairs
{
    // An empty place reads as the pair of no bits, which is as unlikely to be met as two pairs that share theirs.
    private readonly ulong[] _pairs;

    /// <param name="places">A power of two.</param>
    public LinkedPairs(int places = 1 << 18) => _pairs = new ulong[places];

    public static ulong Of(ActorKey known, string anonymousId) =>
        StableHash.Of(anonymousId, StableHash.Of(known.Id, StableHash.Of(known.Workspace.Value)));

    public bool Contains(ulong pair) => Volatile.Read(ref PlaceOf(pair)) == pair;

    public void Add(ulong pair) => Volatile.Write(ref PlaceOf(pair), pair);

    private ref ulong PlaceOf(ulong pair) => ref _pairs[(int)pair & (_pairs.Length - 1)];
}
