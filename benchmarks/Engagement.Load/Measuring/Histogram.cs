using System.Numerics;

namespace Engagement.Load.Measuring;

/// <summary>
/// Counts values in log-linear buckets: 128 per power of two, so a value read back is at most 1/128 above the one
/// recorded; exact below 256. Values are non-negative; negative ones count as 0. Recording allocates nothing. Not thread safe.
/// </summary>
internal sealed class Histogram
{
    private const int SubBits = 7;
    private const int Sub = 1 << SubBits;
    private readonly long[] _counts = new long[(64 - SubBits) * Sub];
    private double _sum;

    public long Count { get; private set; }

    public long Max { get; private set; }

    public double Mean => Count == 0 ? 0 : _sum / Count;

    public void Record(long value)
    {
        value = Math.Max(0, value);
        _counts[BucketOf(value)]++;
        _sum += value;
        Count++;
        Max = Math.Max(Max, value);
    }

    public void Add(Histogram other)
    {
        for (var bucket = 0; bucket < _counts.Length; bucket++)
            _counts[bucket] += other._counts[bucket];
        _sum += other._sum;
        Count += other.Count;
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>The smallest recorded value, rounded up to its bucket, that at least the given share (0..1) does not exceed.</summary>
    public long Percentile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        var seen = 0L;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= wanted)
                return Math.Min(Max, HighestIn(bucket));
        }

        return Max;
    }

    private static int BucketOf(long value)
    {
        if (value < 2 * Sub)
            return (int)value;
        var shift = 63 - BitOperations.LeadingZeroCount((ulong)value) - SubBits;
        return (shift * Sub) + (int)(value >> shift);
    }

    private static long HighestIn(int bucket)
    {
        if (bucket < 2 * Sub)
            return bucket;
        var shift = (bucket / Sub) - 1;
        var lowest = (long)(Sub + (bucket % Sub)) << shift;
        return lowest + (1L << shift) - 1;
    }
}
