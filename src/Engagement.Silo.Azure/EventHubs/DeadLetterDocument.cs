using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Engagement.Runtime.Streams;
using NodaTime.Text;

namespace Engagement.Silo.Azure.EventHubs;

/// <summary>A dead letter as people read it, with all that is needed to put the item back.</summary>
/// <param name="RefusedAt">As in ISO 8601, as is <paramref name="EnqueuedAt"/>.</param>
/// <param name="Errors">What was expected, by JSON pointers into the body.</param>
/// <param name="Headers">Those of the gateway's stamp; empty where there was none.</param>
/// <param name="Body">As it came, where it is text.</param>
/// <param name="BodyBase64">As it came, where it is not.</param>
internal sealed record DeadLetterDocument(
    string Source,
    string Partition,
    string Id,
    string Code,
    string Detail,
    IReadOnlyList<DeadLetterDocument.Error> Errors,
    string RefusedAt,
    string? EnqueuedAt,
    IReadOnlyDictionary<string, string> Headers,
    string? Body,
    byte[]? BodyBase64)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
    };

    public static DeadLetterDocument Of(DeadLetter letter)
    {
        var body = letter.Item.Body;
        var isText = Utf8.IsValid(body.Span);
        return new DeadLetterDocument(
            letter.Source,
            letter.Partition,
            letter.Item.Id,
            letter.Reason.Code,
            letter.Reason.Detail,
            [.. letter.Reason.Errors.Select(error => new Error(error.Pointer, error.Message))],
            InstantPattern.ExtendedIso.Format(letter.At),
            letter.Item.EnqueuedAt is { } at ? InstantPattern.ExtendedIso.Format(at) : null,
            letter.Item.Stamp?.ToHeaders() ?? new Dictionary<string, string>(),
            isText ? System.Text.Encoding.UTF8.GetString(body.Span) : null,
            isText ? null : body.ToArray());
    }

    public BinaryData Encode() => new(JsonSerializer.SerializeToUtf8Bytes(this, Options));

    /// <exception cref="JsonException">Not what <see cref="Encode"/> wrote.</exception>
    public static DeadLetterDocument Decode(BinaryData bytes) =>
        JsonSerializer.Deserialize<DeadLetterDocument>(bytes, Options) ?? throw new JsonException("null");

    internal sealed record Error(string Pointer, string Message);
}
