using System.Buffers;
using System.Runtime.InteropServices;

namespace Engagement.Load.Journeys;

/// <summary>
/// Request bodies rendered before any timing, in one slab. Immutable and shared by all connections; whoever sends one
/// copies it and renews the copy with <see cref="Stamp"/>.
/// </summary>
internal sealed class Payloads
{
    private readonly ArrayBufferWriter<byte> _slab = new(1 << 20);
    private readonly PayloadPlaces _places = new();
    private readonly List<Entry> _entries = [];

    private readonly record struct Entry(CallKind Kind, int Start, int End, int Ids, int Instants, int Numbers);

    public int Count => _entries.Count;

    public int LongestBody { get; private set; }

    /// <summary>Events in each body: 1, or the size of a batch.</summary>
    public int EventsPerBody { get; private init; } = 1;

    public static Payloads Singles(ReadOnlySpan<ShopEvent> events)
    {
        var payloads = new Payloads();
        var writer = new EventWriter(payloads._slab, payloads._places);
        foreach (var shopped in events)
        {
            var start = payloads._slab.WrittenCount;
            writer.Write(shopped);
            payloads.Close(shopped.Kind, start);
        }

        return payloads;
    }

    /// <summary>Bodies of <paramref name="size"/> events each; events that do not fill a batch are left out.</summary>
    public static Payloads Batches(ReadOnlySpan<ShopEvent> events, int size)
    {
        var payloads = new Payloads { EventsPerBody = size };
        var writer = new EventWriter(payloads._slab, payloads._places);
        for (var first = 0; first + size <= events.Length; first += size)
        {
            var start = payloads._slab.WrittenCount;
            writer.WriteBatchStart();
            for (var index = first; index < first + size; index++)
            {
                if (index > first)
                    writer.WriteComma();
                writer.Write(events[index]);
            }

            writer.WriteBatchEnd();
            payloads.Close(CallKind.Batch, start);
        }

        return payloads;
    }

    /// <summary>One `Pinged` body per user, numbered at each send.</summary>
    public static Payloads Pings(IEnumerable<string> users)
    {
        var payloads = new Payloads();
        var writer = new EventWriter(payloads._slab, payloads._places);
        foreach (var user in users)
        {
            var start = payloads._slab.WrittenCount;
            writer.WritePing(user);
            payloads.Close(CallKind.Track, start);
        }

        return payloads;
    }

    public CallKind KindOf(int index) => _entries[index].Kind;

    public int StartOf(int index) => _entries[index].Start;

    public ReadOnlySpan<byte> Body(int index) => _slab.WrittenSpan[_entries[index].Start.._entries[index].End];

    public ReadOnlySpan<int> Ids(int index) => Slice(_places.Ids, Before(index).Ids, _entries[index].Ids);

    public ReadOnlySpan<int> Instants(int index) => Slice(_places.Instants, Before(index).Instants, _entries[index].Instants);

    public ReadOnlySpan<int> Numbers(int index) => Slice(_places.Numbers, Before(index).Numbers, _entries[index].Numbers);

    private static ReadOnlySpan<int> Slice(List<int> places, int from, int to) => CollectionsMarshal.AsSpan(places)[from..to];

    private Entry Before(int index) => index == 0 ? default : _entries[index - 1];

    private void Close(CallKind kind, int start)
    {
        var end = _slab.WrittenCount;
        LongestBody = Math.Max(LongestBody, end - start);
        _entries.Add(new Entry(kind, start, end, _places.Ids.Count, _places.Instants.Count, _places.Numbers.Count));
    }
}
