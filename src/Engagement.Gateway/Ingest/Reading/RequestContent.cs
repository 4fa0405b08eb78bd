using System.Text.Json;

namespace Engagement.Gateway.Ingest.Reading;

/// <summary>What one body asked for, as places in it. Reused from request to request; not thread-safe.</summary>
internal sealed class RequestContent
{
    private const int ItemsKept = 256;
    private const int MembersKept = 4_096;

    private IngestItem[] _items = new IngestItem[1];
    private Member[] _members = new Member[16];
    private int _memberCount;

    public bool IsBatch { get; set; }

    public int Count { get; private set; }

    /// <summary>What the keys of items without a message id are made from, the same whenever the body is read again; null: by chance.</summary>
    public ulong? Identity { get; set; }

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

    /// <summary>The members of an item's properties, in their order.</summary>
    public ReadOnlySpan<Member> MembersOf(in IngestItem item) => _members.AsSpan(item.Members.From, item.Members.Count);

    /// <summary>Reads the properties that the reader stands on the start of, to their end.</summary>
    public void ReadMembers(ref Utf8JsonReader reader, ref IngestItem item)
    {
        var from = _memberCount;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_memberCount == _members.Length)
            {
                Array.Resize(ref _members, _memberCount * 2);
            }

            _members[_memberCount++] = Member.Read(ref reader);
        }

        item.Members = (from, _memberCount - from);
    }

    public void Refuse(int item, FaultReason reason, string pointer, string message)
    {
        _items[item].Faulty = true;
        Faults.Add(new Fault(item, reason, pointer, message));
    }

    public void Clear()
    {
        Count = 0;
        Identity = null;
        Shared = default;
        Faults.Clear();
        _memberCount = 0;
        if (_members.Length > MembersKept)
        {
            _members = new Member[MembersKept];
        }

        if (_items.Length > ItemsKept)
        {
            _items = new IngestItem[ItemsKept];
        }
    }
}
