namespace Engagement.Node.Storage;

/// <summary>
/// Walks over the body of a journal row without copying. <c>while (reader.Next(out var entry)) …</c>
/// </summary>
public ref struct JournalBatchReader
{
    private readonly ReadOnlySpan<byte> _body;
    private ReadOnlySpan<byte> _rest;

    /// <exception cref="InvalidDataException">Not a batch, or one of a version this program does not know.</exception>
    public JournalBatchReader(ReadOnlySpan<byte> body)
    {
        _body = body;
        _rest = body;
        if (body.IsEmpty) throw Malformed("empty");
        if (body[0] is 0 or > JournalBatch.Version) throw Malformed($"version {body[0]}, known is {JournalBatch.Version}");
        _rest = body[1..];
        Instant = (long)Number();
    }

    /// <summary>Unix milliseconds at which the batch was decided.</summary>
    public long Instant { get; }

    /// <summary>The next entry; false at the end.</summary>
    /// <exception cref="InvalidDataException">The body is cut or says something unknown.</exception>
    public bool Next(out JournalEntry entry)
    {
        entry = default;
        if (_rest.IsEmpty) return false;
        var head = _rest[0];
        _rest = _rest[1..];
        var key = Bytes();
        var kind = (JournalEntryKind)(head & JournalBatch.KindMask);
        var hasDue = (head & JournalBatch.HasDue) != 0;
        if (head > (JournalBatch.KindMask | JournalBatch.HasDue) || !Enum.IsDefined(kind) || (hasDue && kind == JournalEntryKind.Fact))
        {
            throw Malformed($"unknown entry {head}");
        }

        long? due = hasDue ? unchecked(Instant + Signed()) : null;
        var sequence = kind == JournalEntryKind.Image ? 0 : Signed();
        var content = Bytes();
        entry = new()
        {
            Kind = kind,
            Key = key,
            Due = due,
            Sequence = sequence,
            Content = content,
            ContentStart = _body.Length - _rest.Length - content.Length,
        };
        return true;
    }

    private ulong Number() => Varint.TryRead(ref _rest, out var value) ? value : throw Malformed("a number is cut");

    private long Signed() => Varint.UnZigZag(Number());

    private ReadOnlySpan<byte> Bytes()
    {
        var length = Number();
        if (length > (ulong)_rest.Length) throw Malformed("bytes are cut");
        var bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return bytes;
    }

    private readonly InvalidDataException Malformed(string what) =>
        new($"journal batch, byte {_body.Length - _rest.Length}: {what}");
}
