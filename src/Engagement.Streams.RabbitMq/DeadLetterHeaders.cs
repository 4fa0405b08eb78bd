using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Engagement.Core;
using Engagement.Runtime.Streams;
using NodaTime.Text;

namespace Engagement.Streams.RabbitMq;

/// <summary>
/// What stands beside a dead letter: its place (<c>engagement-source</c>, <c>-partition</c>) and why (<c>engagement-code</c>, <c>-detail</c>,
/// <c>-errors</c>, <c>-refused</c>), as it was said: a text of more than 1,000 characters is cut there and ends in '…'.
/// </summary>
/// <remarks>
/// The headers of a message share one frame of 131,072 bytes with all its properties, and a broker ends the connection of whoever sends more: one
/// letter too large would be tried for ever, and hold up its partition.
/// </remarks>
internal static class DeadLetterHeaders
{
    public const int LongestText = 1_000;

    /// <summary>Bytes of <c>engagement-errors</c>.</summary>
    public const int LongestErrors = 64_000;

    private static readonly JsonSerializerOptions AsItStands = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void AddTo(IDictionary<string, object?> headers, DeadLetter letter)
    {
        headers["engagement-source"] = letter.Source;
        headers["engagement-partition"] = letter.Partition;
        headers["engagement-code"] = letter.Reason.Code;
        headers["engagement-detail"] = Cut(letter.Reason.Detail);
        headers["engagement-errors"] = ErrorsOf(letter.Reason.Errors);
        headers["engagement-refused"] = InstantPattern.ExtendedIso.Format(letter.At);
    }

    /// <summary>JSON pointers to what was expected there; those that fit.</summary>
    private static string ErrorsOf(ValueList<FieldError> all)
    {
        const int Punctuation = 6;
        var errors = new Dictionary<string, string>();
        var bytes = 0;
        foreach (var (pointer, message) in all.Select(error => (Cut(error.Pointer), Cut(error.Message))))
        {
            bytes += BytesOf(pointer) + BytesOf(message) + Punctuation;
            if (bytes > LongestErrors)
            {
                break;
            }

            // Two faults of one field share its pointer.
            errors[pointer] = errors.TryGetValue(pointer, out var before) ? $"{before}; {message}" : message;
        }

        return JsonSerializer.Serialize(errors, AsItStands);
    }

    private static int BytesOf(string text) => Encoding.UTF8.GetByteCount(AsItStands.Encoder!.Encode(text));

    private static string Cut(string text)
    {
        if (text.Length <= LongestText)
        {
            return text;
        }

        var isPairCut = char.IsHighSurrogate(text[LongestText - 1]);
        return $"{text.AsSpan(0, isPairCut ? LongestText - 1 : LongestText)}…";
    }
}
