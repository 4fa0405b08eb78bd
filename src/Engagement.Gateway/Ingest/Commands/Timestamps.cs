using Engagement.Core;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>Instants as clients write them, in milliseconds since 1970.</summary>
internal static class Timestamps
{
    private const int LongestText = 64;

    // What JavaScript's toISOString writes, and so what nearly every client sends.
    private const int UsualLength = 24;

    public const string Expected = "expected an instant such as 2026-12-01T09:30:00Z";

    public static bool TryRead(ReadOnlySpan<byte> text, out long milliseconds) =>
        TryReadUsual(text, out milliseconds) || TryReadAny(text, out milliseconds);

    // 2026-11-22T01:21:14.498Z
    private static bool TryReadUsual(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length != UsualLength || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':'
            || text[19] != '.' || text[23] != 'Z')
        {
            return false;
        }

        if (!TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..10], out var day)
            || !TryDigits(text[11..13], out var hour) || !TryDigits(text[14..16], out var minute) || !TryDigits(text[17..19], out var second)
            || !TryDigits(text[20..23], out var fraction))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var ticks = new DateTime(year, month, day, hour, minute, second, fraction, DateTimeKind.Utc).Ticks;
        milliseconds = (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        return true;
    }

    private static bool TryReadAny(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length > LongestText)
        {
            return false;
        }

        Span<char> chars = stackalloc char[LongestText];
        for (var i = 0; i < text.Length; i++)
        {
            chars[i] = (char)text[i];
        }

        var read = Rfc3339.TryParseInstant(chars[..text.Length], out var instant);
        milliseconds = read ? instant.ToUnixTimeMilliseconds() : 0;
        return read;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}
