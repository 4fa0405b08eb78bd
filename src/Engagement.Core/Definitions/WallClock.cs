using NodaTime;

namespace Engagement.Core.Definitions;

/// <summary>Times of day as written in definitions: <c>09:00</c> or <c>09:00:30</c>, 24 hours, two digits each.</summary>
public static class WallClock
{
    public static bool TryParse(ReadOnlySpan<char> text, out LocalTime time)
    {
        time = default;
        var second = 0;
        var isShort = text is [_, _, ':', _, _];
        if (!isShort && !(text is [_, _, ':', _, _, ':', _, _] && TryTwo(text[6..], 59, out second)))
        {
            return false;
        }

        if (!TryTwo(text, 23, out var hour) || !TryTwo(text[3..], 59, out var minute))
        {
            return false;
        }

        time = new LocalTime(hour, minute, second);
        return true;
    }

    private static bool TryTwo(ReadOnlySpan<char> text, int highest, out int number)
    {
        number = 0;
        if (!char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
        {
            return false;
        }

        number = ((text[0] - '0') * 10) + (text[1] - '0');
        return number <= highest;
    }
}
