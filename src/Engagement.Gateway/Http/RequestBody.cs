using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.Http;

/// <summary>Bodies of the calls that take one JSON document, whatever their content type says.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>The whole body, or a refusal when it has more than <paramref name="limit"/> bytes. Reads no further than that.</summary>
    public static async ValueTask<(byte[] Bytes, Refused? Refused)> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return ([], TooLarge(limit));
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > limit)
            {
                return ([], TooLarge(limit));
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return (bytes, null);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>The body as a document to be disposed of by the caller, or why it is none.</summary>
    public static async ValueTask<(JsonDocument? Document, Refused? Refused)> ReadJsonAsync(
        HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        var (bytes, refused) = await ReadAsync(request, limit, cancellationToken);
        if (refused is not null)
        {
            return (null, refused);
        }

        return Malformed(bytes, out var document) is { } malformed ? (null, malformed) : (document, null);
    }

    /// <summary>Null when the text is one JSON value in UTF-8, every text of which can be read.</summary>
    public static Refused? Malformed(ReadOnlyMemory<byte> utf8, out JsonDocument? document)
    {
        document = null;
        try
        {
            if (!Utf8.IsValid(utf8.Span))
            {
                return Refused.Because(Problems.Malformed, "the body is not UTF-8");
            }

            if (HalfSurrogate(utf8.Span) is { } place)
            {
                return Refused.Because(Problems.Malformed, $"the text at byte {place + 1} has half of a surrogate pair");
            }

            document = JsonDocument.Parse(utf8, Strict);
            return null;
        }
        catch (JsonException fault)
        {
            return Refused.Because(Problems.Malformed, $"expected JSON; line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1} is not");
        }
    }

    // Found here, because the document would throw on the first look at such a text.
    private static long? HalfSurrogate(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    _ = reader.GetString();
                }
            }

            return null;
        }
        catch (InvalidOperationException)
        {
            return reader.TokenStartIndex;
        }
    }

    private static Refused TooLarge(int limit) => Refused.Because(Problems.TooLarge, $"the body has more than {limit} bytes");
}
