using NodaTime;

namespace Engagement.Core.Targeting;

/// <summary>Instants as apps write them in traits and properties.</summary>
public static class Timestamps
{
    /// <summary>An RFC 3339 text, a date alone meaning its midnight in UTC, or a number of seconds since 1970-01-01 UTC; null for anything else.</summary>
    public static Instant? Read(in Value value)
    {
        if (value.IsNumber)
        {
            return FromUnixSeconds(value.Number);
        }

        return value.Text is { } text && Rfc3339.TryParse(text, out var instant) ? instant : null;
    }

    private static Instant? FromUnixSeconds(double seconds)
    {
        var milliseconds = seconds * 1_000;
        return milliseconds >= Instant.MinValue.ToUnixTimeMilliseconds() && milliseconds <= Instant.MaxValue.ToUnixTimeMilliseconds()
            ? Instant.FromUnixTimeMilliseconds((long)milliseconds)
            : null;
    }
}
