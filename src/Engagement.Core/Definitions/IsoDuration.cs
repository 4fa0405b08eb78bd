using System.Globalization;
using NodaTime;

namespace Engagement.Core.Definitions;

/// <summary>
/// ISO 8601 durations of weeks, days, hours, minutes and seconds (<c>P1W</c>, <c>P7D</c>, <c>PT1H30M</c>, <c>PT0.5S</c>). A day is 24 hours
/// and a week seven days. Only seconds take a fraction, of up to three digits.
/// </summary>
public static class IsoDuration
{
    private const int MostDigits = 9;

    public static bool TryParse(ReadOnlySpan<char> text, out Duration duration)
    {
        duration = Duration.Zero;
        if (text is not ['P', .. var rest] || rest.IsEmpty)
        {
            return false;
        }

        return TryAdd(ref rest, 'W', 7 * 86_400, ref duration)
            && TryAdd(ref rest, 'D', 86_400, ref duration)
            && (rest.IsEmpty || TryTime(rest, ref duration));
    }

    /// <summary>Whether it is a duration but for years or months, which have no fixed length.</summary>
    public static bool NamesYearsOrMonths(ReadOnlySpan<char> text)
    {
        if (text is not ['P', .. var date])
        {
            return false;
        }

        var time = date.IndexOf('T');
        return (time < 0 ? date : date[..time]).ContainsAny('Y', 'M');
    }

    private static bool TryTime(ReadOnlySpan<char> text, ref Duration duration)
    {
        if (text is not ['T', .. var rest] || rest.IsEmpty)
        {
            return false;
        }

        return TryAdd(ref rest, 'H', 3_600, ref duration)
            && TryAdd(ref rest, 'M', 60, ref duration)
            && (rest.IsEmpty || (TrySeconds(ref rest, ref duration) && rest.IsEmpty));
    }

    // A component that is not there adds nothing; a number that is too long is a fault.
    private static bool TryAdd(ref ReadOnlySpan<char> rest, char unit, int seconds, ref Duration duration)
    {
        var length = DigitsOf(rest);
        if (length == 0 || length == rest.Length || rest[length] != unit)
        {
            return true;
        }

        if (length > MostDigits)
        {
            return false;
        }

        duration += Duration.FromSeconds(long.Parse(rest[..length], NumberStyles.None, CultureInfo.InvariantCulture) * seconds);
        rest = rest[(length + 1)..];
        return true;
    }

    private static bool TrySeconds(ref ReadOnlySpan<char> rest, ref Duration duration)
    {
        var whole = DigitsOf(rest);
        if (whole is 0 or > MostDigits)
        {
            return false;
        }

        duration += Duration.FromSeconds(long.Parse(rest[..whole], NumberStyles.None, CultureInfo.InvariantCulture));
        rest = rest[whole..];
        if (rest is ['.' or ',', .. var fraction])
        {
            var places = DigitsOf(fraction);
            if (places is 0 or > 3)
            {
                return false;
            }

            var milliseconds = int.Parse(fraction[..places], NumberStyles.None, CultureInfo.InvariantCulture);
            duration += Duration.FromMilliseconds(milliseconds * (places == 1 ? 100 : places == 2 ? 10 : 1));
            rest = fraction[places..];
        }

        if (rest is not ['S', ..])
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    private static int DigitsOf(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? text.Length : end;
}
