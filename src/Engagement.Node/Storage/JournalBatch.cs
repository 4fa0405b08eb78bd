using System.Buffers;
using System.Text;

namespace Engagement.Node.Storage;

/// <summary>
/// The body of one journal row, written entry by entry into one buffer that is used again for the next batch. Entries keep the
/// order in which they were added; if a key has several images the last one holds. One thread at a time; allocates only to grow.
/// </summary>
/// <remarks>
/// Layout: version byte, instant (varint, unix ms), then entries: a byte of kind and flags, key (length, UTF-8), for an image or turn
/// with a due its distance from the instant (zigzag), for a fact or turn its number (zigzag), then length and bytes. Version
/// 1 had no turns.
/// </remarks>
public sealed class JournalBatch : IDisposable
{
    internal const byte Version = 2;
    internal const byte KindMask = 0x03;
    internal const byte HasDue = 0x04;

    private const int InitialBytes = 64 * 1024;

    /// <summary>A buffer that one huge batch made larger than this is given back with the next one.</summary>
    private const int KeptBytes = 4 * 1024 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int _length;
    private long _instant;

    /// <summary>Entries added since <see cref="Begin"/>.</summary>
    public int Count { get; private set; }

    /// <summary>What to append; valid until the next change.</summary>
    public ReadOnlySpan<byte> Body => _buffer.AsSpan(0, _length);

    /// <summary>Forgets the last batch and starts one decided at <paramref name="instant"/> (unix milliseconds).</summary>
    public void Begin(long instant)
    {
        if (_buffer.Length > KeptBytes) Replace(InitialBytes, kept: 0);
        _length = 0;
        _instant = instant;
        Count = 0;
        _buffer[_length++] = Version;
        Number((ulong)instant);
    }

    /// <summary>The state <paramref name="key"/> has from now on, and when it wants to be woken (unix milliseconds).</summary>
    public void Image(string key, long? due, ReadOnlySpan<byte> image)
    {
        Head(JournalEntryKind.Image, due is null ? (byte)0 : HasDue, key, image.Length);
        if (due is { } instant) Number(Varint.ZigZag(unchecked(instant - _instant)));
        Bytes(image);
    }

    /// <summary>
    /// What <paramref name="key"/> needs to come to its state from the one before, and when it wants to be woken (unix milliseconds).
    /// </summary>
    /// <param name="fact">The number of the one fact that the turn stands for itself; 0 when its facts are entries of their own.</param>
    public void Turn(string key, long? due, long fact, ReadOnlySpan<byte> turn)
    {
        Head(JournalEntryKind.Turn, due is null ? (byte)0 : HasDue, key, turn.Length);
        if (due is { } instant) Number(Varint.ZigZag(unchecked(instant - _instant)));
        Number(Varint.ZigZag(fact));
        Bytes(turn);
    }

    /// <summary>A fact of <paramref name="key"/>, the <paramref name="sequence"/>th of that actor.</summary>
    public void Fact(string key, long sequence, ReadOnlySpan<byte> fact)
    {
        Head(JournalEntryKind.Fact, flags: 0, key, fact.Length);
        Number(Varint.ZigZag(sequence));
        Bytes(fact);
    }

    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    // Makes room for the whole entry at once, so that what follows needs no check of its own.
    private void Head(JournalEntryKind kind, byte flags, string key, int contentBytes)
    {
        var needed = checked(_length + 1 + (4 * Varint.MaxBytes) + Encoding.UTF8.GetMaxByteCount(key.Length) + contentBytes);
        if (needed > _buffer.Length) Replace(Math.Max(needed, (int)Math.Min(2L * _buffer.Length, Array.MaxLength)), _length);
        _buffer[_length++] = (byte)((byte)kind | flags);
        Number((ulong)Encoding.UTF8.GetByteCount(key));
        _length += Encoding.UTF8.GetBytes(key, _buffer.AsSpan(_length));
        Count++;
    }

    private void Number(ulong value) => _length += Varint.Write(_buffer.AsSpan(_length), value);

    private void Bytes(ReadOnlySpan<byte> content)
    {
        Number((ulong)content.Length);
        content.CopyTo(_buffer.AsSpan(_length));
        _length += content.Length;
    }

    private void Replace(int size, int kept)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, kept).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
