using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Engagement.Gateway.Ingest.Reading;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>
/// The bytes of a request's body, whole and plain: inflated when they begin as gzip does, whatever its headers say. To be released once,
/// after which the bytes are somebody else's.
/// </summary>
internal readonly struct SentBody
{
    private readonly PipeReader? _reader;
    private readonly SequencePosition _end;
    private readonly byte[]? _rented;

    private SentBody(ReadOnlyMemory<byte> bytes, PipeReader? reader, SequencePosition end, byte[]? rented)
    {
        Bytes = WithoutMark(bytes);
        _reader = reader;
        _end = end;
        _rented = rented;
    }

    private SentBody(BodyFault fault) => Fault = fault;

    /// <summary>Why there is no body to read; null when there is one.</summary>
    public BodyFault? Fault { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <param name="limit">Bytes of the body, as sent and as inflated.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<SentBody> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
        {
            return TooLarge(limit);
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(CancellationToken.None);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return TooLarge(limit);
            }

            if (read.IsCompleted)
            {
                return Of(reader, read.Buffer, limit);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public void Release()
    {
        _reader?.AdvanceTo(_end);
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    private static SentBody Of(PipeReader reader, in ReadOnlySequence<byte> sent, int limit)
    {
        if (sent.IsSingleSegment && !Gzip.Starts(sent.FirstSpan))
        {
            return new SentBody(sent.First, reader, sent.End, null);
        }

        var length = (int)sent.Length;
        var whole = ArrayPool<byte>.Shared.Rent(length);
        sent.CopyTo(whole);
        reader.AdvanceTo(sent.End);
        if (!Gzip.Starts(whole.AsSpan(0, length)))
        {
            return new SentBody(whole.AsMemory(0, length), null, default, whole);
        }

        try
        {
            return Inflate(whole, length, limit);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    private static SentBody Inflate(byte[] compressed, int length, int limit) => Gzip.Inflate(compressed, length, limit, out var inflated, out var size) switch
    {
        Gzip.Outcome.Whole => new SentBody(inflated.AsMemory(0, size), null, default, inflated),
        Gzip.Outcome.TooLarge => TooLarge(limit),
        _ => new SentBody(new BodyFault(FaultReason.Malformed, string.Empty, "the body begins as gzip does, and is not whole gzip")),
    };

    private static SentBody TooLarge(int limit) => new(new BodyFault(FaultReason.TooLarge, string.Empty, $"the body may hold at most {limit} bytes, inflated"));

    // RFC 8259 lets a reader pass over a byte order mark.
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
}
