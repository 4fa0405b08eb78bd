using NodaTime;

namespace Engagement.Core;

/// <summary>
/// Instants in the profile of ISO 8601 that RFC 3339 defines: <c>2026-12-01T09:30:00Z</c>, <c>2026-12-01T09:30:00.25+01:00</c>. Allocates
/// nothing. Digits of a fraction beyond the ninth are dropped; a leap second counts as the second after.
/// </summary>
public static class Rfc3339
{
    private const int DateLength = 10;
    private const int TimeLength = 8;
    private const int MostFractionDigits = 9;

    /// <summary>A date alone, <c>2026-12-01</c>, is taken too: its midnight in UTC.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Instant instant)
    {
        instant = default;
        if (text.Length < DateLength || !TryDate(text[..DateLength], out var date))
        {
            return false;
        }

        var midnight = date.AtMidnight().InUtc().ToInstant();
        var rest = text[DateLength..];
        if (rest.IsEmpty)
        {
            instant = midnight;
            return true;
        }

        if (rest.Length <= TimeLength || rest[0] is not ('T' or 't' or ' ') || !TryTime(rest[1..(TimeLength + 1)], out var seconds))
        {
            return false;
        }

        rest = rest[(TimeLength + 1)..];
        if (!TryFraction(ref rest, out var nanoseconds) || !TryOffset(rest, out var offset))
        {
            return false;
        }

        var sinceMidnight = Duration.FromSeconds(seconds - offset) + Duration.FromNanoseconds(nanoseconds);
        if (sinceMidnight > Instant.MaxValue - midnight)
        {
            return false;
        }

        instant = midnight + sinceMidnight;
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, but not a date alone.</summary>
    public static bool TryParseInstant(ReadOnlySpan<char> text, out Instant instant) =>
        TryParse(text, out instant) && text.Length > DateLength;

    private static bool TryDate(ReadOnlySpan<char> text, out LocalDate date)
    {
        date = default;
        if (text[4] != '-' || text[7] != '-'
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..], out var day))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            return false;
        }

        date = new LocalDate(year, month, day);
        return true;
    }

    private static bool TryTime(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        if (text[2] != ':' || text[5] != ':'
            || !TryDigits(text[..2], out var hour) || !TryDigits(text[3..5], out var minute) || !TryDigits(text[6..], out var second))
        {
            return false;
        }

        seconds = (((hour * 60) + minute) * 60) + second;
        return hour < 24 && minute < 60 && second <= 60;
    }

    private static bool TryFraction(ref ReadOnlySpan<char> rest, out long nanoseconds)
    {
        nanoseconds = 0;
        if (rest is not ['.', .. var after])
        {
            return true;
        }

        var end = after.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? after : after[..end];
        for (var place = 0; place < MostFractionDigits; place++)
        {
            nanoseconds = (nanoseconds * 10) + (place < digits.Length ? digits[place] - '0' : 0);
        }

        rest = after[digits.Length..];
        return !digits.IsEmpty;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        if (text is ['Z' or 'z'])
        {
            return true;
        }

        if (text is not [('+' or '-') and var sign, _, _, ':', _, _]
            || !TryDigits(text[1..3], out var hours) || !TryDigits(text[4..], out var minutes) || hours > 23 || minutes > 59)
        {
            return false;
        }

        seconds = ((hours * 60) + minutes) * (sign == '-' ? -60 : 60);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}
