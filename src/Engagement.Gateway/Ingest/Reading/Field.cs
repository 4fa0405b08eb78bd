using System.Text.Json;

namespace Engagement.Gateway.Ingest.Reading;

/// <summary>The members of a call that are read. Texts come first, then objects.</summary>
internal enum Field : byte
{
    Type,
    Event,
    UserId,
    AnonymousId,
    PreviousId,
    GroupId,
    MessageId,
    Name,
    Category,
    Timestamp,
    OriginalTimestamp,
    SentAt,
    WriteKey,
    Properties,
    Traits,
    Context,
    Batch,
    Other,
}

internal static class Fields
{
    public const int Count = (int)Field.Other;

    private const int LongestName = 17;

    private static readonly string[] Pointers =
    [
        "/type", "/event", "/userId", "/anonymousId", "/previousId", "/groupId", "/messageId", "/name", "/category", "/timestamp",
        "/originalTimestamp", "/sentAt", "/writeKey", "/properties", "/traits", "/context", "/batch",
    ];

    public static string Pointer(Field field) => Pointers[(int)field];

    public static bool IsText(Field field) => field < Field.Properties;

    public static string Expected(Field field) => IsText(field) ? "expected a text" : "expected an object";

    /// <summary>Which field the property name under the reader is, written with escapes or without.</summary>
    public static Field Of(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Of(reader.ValueSpan);
        }

        // An escape is at most six bytes for one: a longer name cannot be one of ours.
        if (reader.ValueSpan.Length > LongestName * 6)
        {
            return Field.Other;
        }

        Span<byte> name = stackalloc byte[LongestName * 6];
        return Text.TryUnescape(ref reader, name, out var length) ? Of(name[..length]) : Field.Other;
    }

    private static Field Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 when name.SequenceEqual("type"u8) => Field.Type,
        4 when name.SequenceEqual("name"u8) => Field.Name,
        5 when name.SequenceEqual("event"u8) => Field.Event,
        5 when name.SequenceEqual("batch"u8) => Field.Batch,
        6 when name.SequenceEqual("userId"u8) => Field.UserId,
        6 when name.SequenceEqual("sentAt"u8) => Field.SentAt,
        6 when name.SequenceEqual("traits"u8) => Field.Traits,
        7 when name.SequenceEqual("context"u8) => Field.Context,
        7 when name.SequenceEqual("groupId"u8) => Field.GroupId,
        8 when name.SequenceEqual("writeKey"u8) => Field.WriteKey,
        8 when name.SequenceEqual("category"u8) => Field.Category,
        9 when name.SequenceEqual("messageId"u8) => Field.MessageId,
        9 when name.SequenceEqual("timestamp"u8) => Field.Timestamp,
        10 when name.SequenceEqual("properties"u8) => Field.Properties,
        10 when name.SequenceEqual("previousId"u8) => Field.PreviousId,
        11 when name.SequenceEqual("anonymousId"u8) => Field.AnonymousId,
        17 when name.SequenceEqual("originalTimestamp"u8) => Field.OriginalTimestamp,
        _ => Field.Other,
    };
}
