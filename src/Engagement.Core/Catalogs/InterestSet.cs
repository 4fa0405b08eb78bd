using System.Diagnostics.CodeAnalysis;
using System.Text;
using Engagement.Core.Hashing;

namespace Engagement.Core.Catalogs;

/// <summary>The events that some rule knows, and what of each is worth parsing. An event that is not in it costs one look-up.</summary>
public sealed class InterestSet
{
    private readonly Dictionary<byte[], EventInterest> _events;
    private readonly Dictionary<byte[], EventInterest>.AlternateLookup<ReadOnlySpan<byte>> _byUtf8;

    internal InterestSet(IEnumerable<EventInterest> events)
    {
        _events = events.ToDictionary(interest => Encoding.UTF8.GetBytes(interest.Name), Utf8Comparer.Instance);
        _byUtf8 = _events.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>In no particular order.</summary>
    public IReadOnlyCollection<EventInterest> Events => _events.Values;

    /// <summary>Null when no rule knows the event. Allocates nothing.</summary>
    /// <param name="utf8Name">As it is meant, not as JSON escapes it.</param>
    public EventInterest? Find(ReadOnlySpan<byte> utf8Name) => _byUtf8.TryGetValue(utf8Name, out var interest) ? interest : null;

    public EventInterest? Find(string name) => Find(Encoding.UTF8.GetBytes(name));

    private sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Utf8Comparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => unchecked((int)StableHash.Of(alternate));

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
