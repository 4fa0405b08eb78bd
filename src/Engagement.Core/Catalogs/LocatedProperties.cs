using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>An event's properties by their place in <see cref="EventInterest.Paths"/>.</summary>
internal readonly ref struct LocatedProperties
{
    private readonly ReadOnlySpan<Captured> _items;

    // By path: one more than the index of its item, so that zero means it is not there.
    private readonly Span<int> _places;

    /// <param name="paths">All that may be asked for.</param>
    /// <param name="items">Fastest in the order of <paramref name="paths"/> and with the same string instances; right in any case.</param>
    /// <param name="places">Room for as many as there are paths, all zero.</param>
    public LocatedProperties(ReadOnlySpan<string> paths, ReadOnlySpan<Captured> items, Span<int> places)
    {
        _items = items;
        _places = places;
        var expected = 0;
        for (var index = 0; index < items.Length; index++)
        {
            var place = PlaceOf(paths, items[index].Path, expected);
            if (place >= 0)
            {
                places[place] = places[place] == 0 ? index + 1 : places[place];
                expected = place + 1;
            }
        }
    }

    public Value this[int property] => _places[property] is var place and > 0 ? _items[place - 1].Value : Value.Missing;

    private static int PlaceOf(ReadOnlySpan<string> paths, string path, int expected)
    {
        for (var place = expected; place < paths.Length; place++)
        {
            if (ReferenceEquals(paths[place], path))
            {
                return place;
            }
        }

        return paths.BinarySearch(path, StringComparer.Ordinal);
    }
}
