using NodaTime;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>
/// Turns what a client's clock said into the server's time: <c>receivedAt - (sentAt - timestamp)</c>, and never later than it was received.
/// Where a client does not say when it sent, its clock is believed.
/// </summary>
internal readonly struct ClientClock(Instant receivedAt)
{
    private readonly long _receivedAt = receivedAt.ToUnixTimeMilliseconds();

    /// <param name="timestamp">Milliseconds since 1970 on the client's clock; null: when it was received.</param>
    /// <param name="sentAt">The same, of the moment the request left the client.</param>
    public Instant Correct(long? timestamp, long? sentAt)
    {
        if (timestamp is not { } said)
        {
            return Instant.FromUnixTimeMilliseconds(_receivedAt);
        }

        var corrected = sentAt is { } sent ? _receivedAt - (sent - said) : said;
        return Instant.FromUnixTimeMilliseconds(Math.Min(corrected, _receivedAt));
    }
}
