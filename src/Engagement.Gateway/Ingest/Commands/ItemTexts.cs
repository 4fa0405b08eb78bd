using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Engagement.Core;
using Engagement.Core.Hashing;
using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>The texts of items, judged; what is wrong with one is noted against its item.</summary>
internal readonly ref struct ItemTexts(ReadOnlySpan<byte> body, RequestContent content, TextCache cache)
{
    // Six bytes are the most that one character can take, as an escape.
    private const int BytesPerCharacter = 6;

    private static readonly string IdExpected = $"expected 1 to {IngestLimits.IdLength} characters, none of them a control character";

    private readonly ReadOnlySpan<byte> _body = body;

    /// <summary>An id, or null where it is not said; the empty text says nothing, for some clients send it of those who have no id yet.</summary>
    /// <returns>False when it is no id.</returns>
    public bool TryId(int at, in IngestItem item, Field field, out string? id)
    {
        id = null;
        var slice = item[field];
        if (slice.Length == 0)
        {
            return true;
        }

        if (!slice.IsEscaped && IsPlain(slice.In(_body)))
        {
            id = cache.Text(slice.In(_body));
            return true;
        }

        id = IdOrNull(slice);
        return id is not null || Refuse(at, FaultReason.BadId, field, IdExpected);
    }

    /// <summary>An id, or null where it is not said or is none, which is nobody's fault.</summary>
    public string? IdOrNull(Slice slice)
    {
        var id = slice.Length > IngestLimits.IdLength * BytesPerCharacter ? null : TextOf(slice);
        return OpaqueId.IsValid(id) ? id : null;
    }

    public bool TryRequiredId(int at, in IngestItem item, Field field, [NotNullWhen(true)] out string? id) =>
        TryId(at, item, field, out id) && (id is not null || Refuse(at, FaultReason.Missing, field, IdExpected));

    /// <summary>The key that repeats of a message share; without an id only this item has it.</summary>
    public bool TryKey(int at, in IngestItem item, out ulong key)
    {
        var slice = item[Field.MessageId];
        if (slice.Length > 0 && !slice.IsEscaped && IsPlain(slice.In(_body)))
        {
            key = StableHash.Of(slice.In(_body));
            return true;
        }

        var isRight = TryId(at, item, Field.MessageId, out var id);
        key = id is null ? OwnKey(at) : StableHash.Of(id);
        return isRight;
    }

    /// <summary>Milliseconds since 1970, or null where it is not said.</summary>
    public bool TryTime(int at, in IngestItem item, Field field, out long? milliseconds)
    {
        milliseconds = null;
        var slice = item[field];
        if (!slice.IsPresent)
        {
            return true;
        }

        if (slice.IsEscaped || !Timestamps.TryRead(slice.In(_body), out var read))
        {
            return Refuse(at, FaultReason.BadTime, field, Timestamps.Expected);
        }

        milliseconds = read;
        return true;
    }

    /// <summary>A text as it is meant; null where it is not said, or stands for no characters.</summary>
    public string? TextOf(Slice slice)
    {
        if (!slice.IsPresent)
        {
            return null;
        }

        if (!slice.IsEscaped)
        {
            return cache.Text(slice.In(_body));
        }

        var spare = slice.Length <= 512 ? stackalloc byte[512] : new byte[slice.Length];
        return Text.TryRead(slice, _body, spare, out var text) ? cache.Text(text) : null;
    }

    private ulong OwnKey(int at)
    {
        if (content.Identity is not { } identity)
        {
            return unchecked((ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue));
        }

        Span<byte> place = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(place, at);
        return StableHash.Of(place, identity);
    }

    // Printable ASCII of an id's length is an id.
    private static bool IsPlain(ReadOnlySpan<byte> text) =>
        text.Length <= IngestLimits.IdLength && !text.ContainsAnyExceptInRange((byte)' ', (byte)'~');

    private bool Refuse(int at, FaultReason reason, Field field, string message)
    {
        content.Refuse(at, reason, Fields.Pointer(field), message);
        return false;
    }
}
