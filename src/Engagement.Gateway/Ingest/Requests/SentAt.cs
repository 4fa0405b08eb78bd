using System.Text;
using Engagement.Gateway.Ingest.Commands;
using Engagement.Gateway.Ingest.Reading;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>When a request left its client, as its own clock said: what holds for each item that does not say it itself.</summary>
internal static class SentAt
{
    private const string Header = "SentAt";
    private const int LongestHeader = 64;

    /// <param name="origin">RudderStack's browser client says it in a header too. What cannot be read there is passed over.</param>
    /// <returns>False when the batch's own <c>sentAt</c> is no instant.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, RequestContent content, in CallOrigin origin, out long? milliseconds)
    {
        milliseconds = null;
        var slice = content.Shared[Field.SentAt];
        if (slice.IsPresent)
        {
            var isRead = Timestamps.TryRead(slice.In(body), out var said);
            milliseconds = said;
            return isRead;
        }

        milliseconds = OfHeader(origin.Headers) ?? origin.SentAt;
        return true;
    }

    /// <summary>Null where it is not said, or not to be read.</summary>
    public static long? OfHeader(IHeaderDictionary? headers)
    {
        if (headers is not null && headers[Header].ToString() is { Length: > 0 and <= LongestHeader } header)
        {
            Span<byte> utf8 = stackalloc byte[LongestHeader * 3];
            return Timestamps.TryRead(utf8[..Encoding.UTF8.GetBytes(header, utf8)], out var said) ? said : null;
        }

        return null;
    }
}
