namespace Engagement.Gateway.Ingest.Reading;

/// <summary>What one body asked for, as places in it. Reused from request to request; not thread-safe.</summary>
internal sealed class RequestContent
{
    private const int ItemsKept = 256;

    private IngestItem[] _items = new IngestItem[1];

    public bool IsBatch { get; set; }

    public int Count { get; private set; }

    public Span<IngestItem> Items => _items.AsSpan(0, Count);

    /// <summary>Members of the batch itself, which hold for every item that has none of its own.</summary>
    public IngestItem Shared;

    public List<Fault> Faults { get; } = [];

    public Slice WriteKey => IsBatch ? Shared[Field.WriteKey] : _items[0][Field.WriteKey];

    public ref IngestItem Add()
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 4);
        }

        ref var item = ref _items[Count++];
        item = default;
        return ref item;
    }

    public void Refuse(int item, FaultReason reason, string pointer, string message)
    {
        _items[item].Faulty = true;
        Faults.Add(new Fault(item, reason, pointer, message));
    }

    public void Clear()
    {
        Count = 0;
        Shared = default;
        Faults.Clear();
        if (_items.Length > ItemsKept)
        {
            _items = new IngestItem[ItemsKept];
        }
    }
}
