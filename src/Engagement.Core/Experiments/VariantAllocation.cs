using System.Collections.Immutable;

namespace Engagement.Core.Experiments;

/// <summary>
/// Splits people between control and variants. The 10,000 buckets of one salt are cut into contiguous slices: control first, then the
/// variants in the order of definition, which share the rest by weight. So a person stays where they are while nothing changes, a changed
/// percentage moves only those in the slices that shift, and those in control stay there while control does not shrink.
/// </summary>
public sealed record VariantAllocation
{
    private readonly ulong _seed;
    private readonly int _controlEnd;
    private readonly ImmutableArray<int> _variantEnds;

    /// <param name="salt">Kept as long as the experiment runs; two experiments with different salts are independent.</param>
    /// <param name="controlPercent">0 to 100.</param>
    /// <param name="weights">
    /// Not negative. A variant of weight 0 is never chosen. They add to more than nothing unless all are control.
    /// </param>
    public VariantAllocation(string salt, int controlPercent, ImmutableArray<int> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(controlPercent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(controlPercent, 100);
        var total = weights.Sum(weight => weight >= 0 ? (long)weight : throw new ArgumentOutOfRangeException(nameof(weights)));
        if (total == 0 && controlPercent < 100) throw new ArgumentException("the weights add to nothing", nameof(weights));
        (Salt, ControlPercent, Weights) = (salt, controlPercent, weights);
        _seed = Bucket.SeedOf(salt);
        _controlEnd = Bucket.Count / 100 * controlPercent;
        _variantEnds = Ends(weights, _controlEnd, total);
    }

    public string Salt { get; }

    public int ControlPercent { get; }

    public ImmutableArray<int> Weights { get; }

    public Assignment For(string userId)
    {
        var bucket = Bucket.Of(_seed, userId);
        if (bucket < _controlEnd) return Assignment.Control;
        var variant = 0;
        while (bucket >= _variantEnds[variant]) variant++;
        return Assignment.To(variant);
    }

    /// <summary>Equal when they assign everyone alike by definition: same salt, percentage and weights.</summary>
    public bool Equals(VariantAllocation? other) =>
        other is not null && Salt == other.Salt && ControlPercent == other.ControlPercent && Weights.SequenceEqual(other.Weights);

    public override int GetHashCode() => HashCode.Combine(_seed, ControlPercent, Weights.Length);

    // The last end is exactly Bucket.Count, and an empty slice ends where the one before it does: no bucket is below it.
    private static ImmutableArray<int> Ends(ImmutableArray<int> weights, int start, long total)
    {
        var ends = ImmutableArray.CreateBuilder<int>(weights.Length);
        var sum = 0L;
        foreach (var weight in weights)
        {
            sum += weight;
            ends.Add(start + (total == 0 ? 0 : (int)((Bucket.Count - start) * sum / total)));
        }

        return ends.MoveToImmutable();
    }
}
