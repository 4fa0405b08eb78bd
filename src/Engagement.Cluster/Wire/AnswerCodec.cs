using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Engagement.Runtime.Hosting;

namespace Engagement.Cluster.Wire;

/// <summary>
/// What came back from a turn as bytes, from the silo that has the actor to the one that asked. The first byte names the form, as in
/// <see cref="CommandTag"/>. All instants of an answer are whole milliseconds, as they are kept, and travel so.
/// </summary>
public static class AnswerCodec
{
    /// <summary>Taken, and nothing to say: the answer to nearly every event.</summary>
    private const byte Bare = 1;
    private const byte Taken = 2;
    private const byte Refused = 3;

    /// <exception cref="ArgumentException">A kind of reply this build does not send.</exception>
    public static void Encode(in Answer answer, ByteWriter into)
    {
        if (answer is { Refusal: null, Reply: null, Traces.Count: 0 })
        {
            into.Byte(Bare);
            return;
        }

        into.Byte(answer.Taken ? Taken : Refused);
        if (answer.Refusal is { } refusal)
        {
            into.Refusal(refusal);
        }

        ReplyCodec.Encode(answer.Reply, into);
        into.Traces(answer.Traces);
    }

    /// <summary>Reads one answer, and leaves what follows it. Nothing in it refers to the bytes that were read.</summary>
    /// <exception cref="FormatException">Not what <see cref="Encode"/> wrote, or of a form this build does not know.</exception>
    public static Answer Decode(ref ByteReader from)
    {
        try
        {
            return from.Byte() switch
            {
                Bare => default,
                Taken => new Answer(null, ReplyCodec.Decode(ref from), from.Traces()),
                Refused => new Answer(from.Refusal(), ReplyCodec.Decode(ref from), from.Traces()),
                var tag => throw new FormatException($"{tag} is not the tag of an answer"),
            };
        }
        catch (OverflowException overflow)
        {
            throw new FormatException("a number in the answer is out of range", overflow);
        }
    }

    /// <summary>As <see cref="Decode(ref ByteReader)"/>, for bytes that are one answer and nothing else.</summary>
    public static Answer Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var answer = Decode(ref reader);
        return reader.AtEnd ? answer : throw new FormatException("bytes follow the answer");
    }

    internal static void Traces(this ByteWriter into, ValueList<Trace> traces) => into.List(traces.Span, static (w, trace) =>
    {
        w.Instant(trace.At);
        TraceCodec.Encode(trace, w);
    });

    internal static ValueList<Trace> Traces(this ref ByteReader from) =>
        from.List(static (ref reader) => TraceCodec.Decode(reader.Instant(), ref reader));

    private static void Refusal(this ByteWriter into, Refusal refusal)
    {
        into.Text(refusal.Code);
        into.Text(refusal.Detail);
        into.List(refusal.Errors.Span, static (w, error) =>
        {
            w.Text(error.Pointer);
            w.Text(error.Message);
        });
    }

    private static Refusal Refusal(this ref ByteReader from) =>
        new(from.Text(), from.Text(), from.List(static (ref reader) => new FieldError(reader.Text(), reader.Text())));
}
