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

    /// <param name="headers">RudderStack's browser client says it there too. What cannot be read there is passed over.</param>
    /// <returns>False when the batch's own <c>sentAt</c> is no instant.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, RequestContent content, IHeaderDictionary headers, out long? milliseconds)
    {
        milliseconds = null;
        var slice = content.Shared[Field.SentAt];
        if (slice.IsPresent)
        {
            var isRead = Timestamps.TryRead(slice.In(body), out var said);
            milliseconds = said;
            return isRead;
        }

        if (headers[Header].ToString() is { Length: > 0 and <= LongestHeader } header)
        {
            Span<byte> utf8 = stackalloc byte[LongestHeader * 3];
            milliseconds = Timestamps.TryRead(utf8[..Encoding.UTF8.GetBytes(header, utf8)], out var said) ? said : null;
        }

        return true;
    }
}
