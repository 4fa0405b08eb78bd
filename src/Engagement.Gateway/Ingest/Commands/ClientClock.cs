using NodaTime;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>
/// Turns what a client's clock said into the server's time: <c>receivedAt - (sentAt - timestamp)</c>, and never later than it was received.
/// Where a client does not say when it sent, its clock is believed.
/// </summary>
/// <param name="sentAt">Milliseconds since 1970 on the client's clock when the request left it, for items that do not say it themselves.</param>
internal readonly struct ClientClock(Instant receivedAt, long? sentAt)
{
    private readonly long _receivedAt = receivedAt.ToUnixTimeMilliseconds();

    /// <param name="timestamp">Milliseconds since 1970 on the client's clock; null: when it was received.</param>
    /// <param name="ownSentAt">The item's own.</param>
    public Instant Correct(long? timestamp, long? ownSentAt)
    {
        if (timestamp is not { } said)
        {
            return Instant.FromUnixTimeMilliseconds(_receivedAt);
        }

        var corrected = (ownSentAt ?? sentAt) is { } sent ? _receivedAt - (sent - said) : said;
        return Instant.FromUnixTimeMilliseconds(Math.Min(corrected, _receivedAt));
    }
}
