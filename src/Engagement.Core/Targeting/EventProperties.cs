namespace Engagement.Core.Targeting;

/// <summary>One property that some live rule reads, by its dotted path.</summary>
public readonly record struct Captured(string Path, Value Value);

/// <summary>
/// What was kept of an event's properties: only paths in the catalog's interest set. A path that was asked for and is absent, and a path
/// nobody asked for, both read as missing. Compares by content.
/// </summary>
public readonly struct EventProperties : IEquatable<EventProperties>
{
    private readonly Captured[]? _items;

    public EventProperties(Captured[] items) => _items = items;

    public ReadOnlySpan<Captured> Items => _items;

    public bool IsEmpty => _items is null or { Length: 0 };

    public Value this[string path]
    {
        get
        {
            foreach (ref readonly var item in Items)
            {
                if (ReferenceEquals(item.Path, path) || string.Equals(item.Path, path, StringComparison.Ordinal))
                {
                    return item.Value;
                }
            }

            return Value.Missing;
        }
    }

    public bool Equals(EventProperties other) => Items.SequenceEqual(other.Items);

    public override bool Equals(object? obj) => obj is EventProperties other && Equals(other);

    public override int GetHashCode() => Items.Length;

    public static bool operator ==(EventProperties left, EventProperties right) => left.Equals(right);

    public static bool operator !=(EventProperties left, EventProperties right) => !left.Equals(right);
}
