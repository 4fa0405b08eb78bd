using System.Diagnostics.CodeAnalysis;

namespace Engagement.Gateway.Operation.Metrics;

/// <summary>The tags of a measurement, compared by content and in the order given, so that one that was seen before is found without an allocation.</summary>
internal sealed class LabelSet(KeyValuePair<string, object?>[] tags)
{
    public ReadOnlySpan<KeyValuePair<string, object?>> Tags => tags;

    public sealed class Comparer : IEqualityComparer<LabelSet>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, LabelSet>
    {
        public bool Equals(LabelSet? x, LabelSet? y) => ReferenceEquals(x, y) || (x is not null && y is not null && AreEqual(x.Tags, y.Tags));

        public int GetHashCode([DisallowNull] LabelSet obj) => GetHashCode(obj.Tags);

        public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, LabelSet other) => AreEqual(alternate, other.Tags);

        public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
        {
            var hash = default(HashCode);
            foreach (var (name, value) in alternate)
            {
                // Names differ by length more often than not, and every request pays for this.
                hash.Add(name.Length);
                hash.Add(value);
            }

            return hash.ToHashCode();
        }

        public LabelSet Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => new(alternate.ToArray());

        private static bool AreEqual(ReadOnlySpan<KeyValuePair<string, object?>> one, ReadOnlySpan<KeyValuePair<string, object?>> other)
        {
            if (one.Length != other.Length)
            {
                return false;
            }

            for (var i = 0; i < one.Length; i++)
            {
                if (one[i].Key != other[i].Key || !Equals(one[i].Value, other[i].Value))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
