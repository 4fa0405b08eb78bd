using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>Whether a client says that it has sent the same calls before, and does not know what became of them.</summary>
internal static class SentAgain
{
    // Segment's clients, RudderStack's browser client.
    private static readonly string[] Marks = ["X-Retry-Count", "Rsa-Retry-Attempt"];

    public static bool Says(IHeaderDictionary headers)
    {
        foreach (var mark in Marks)
        {
            if (headers.TryGetValue(mark, out var times) && times.Count > 0 && times[0] is not (null or "" or "0"))
            {
                return true;
            }
        }

        return false;
    }
}
