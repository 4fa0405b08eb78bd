using System.Text;

namespace Engagement.Gateway.Ingest;

/// <summary>The calls of the Segment HTTP API.</summary>
internal enum CallKind : byte
{
    None,
    Identify,
    Track,
    Page,
    Screen,
    Group,
    Alias,
    Batch,
}

internal static class CallKinds
{
    /// <summary>What an item of a batch may say it is, for an error message.</summary>
    public const string Expected = "expected one of identify, track, page, screen, group, alias";

    public static CallKind Of(string? type) => Of(Encoding.UTF8.GetBytes(type ?? string.Empty));

    /// <summary>The kind an item's <c>type</c> names; <see cref="CallKind.None"/> where it names none.</summary>
    public static CallKind Of(ReadOnlySpan<byte> type) => type.Length switch
    {
        5 when type.SequenceEqual("track"u8) => CallKind.Track,
        4 when type.SequenceEqual("page"u8) => CallKind.Page,
        8 when type.SequenceEqual("identify"u8) => CallKind.Identify,
        6 when type.SequenceEqual("screen"u8) => CallKind.Screen,
        5 when type.SequenceEqual("group"u8) => CallKind.Group,
        5 when type.SequenceEqual("alias"u8) => CallKind.Alias,
        _ => CallKind.None,
    };
}
