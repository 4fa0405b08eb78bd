using System.Globalization;
using NodaTime;

namespace Engagement.Core.Capping;

/// <summary>The period that a cap counts over: so many minutes, hours, days or weeks, at most 31 days.</summary>
public readonly record struct CapPeriod(int Count, CapUnit Unit)
{
    private const int LongestDays = 31;
    private const int MostDigits = 5;

    /// <summary>The elapsed time of the period; for a month its longest.</summary>
    public Duration Length => Count * Unit switch
    {
        CapUnit.Minute => Duration.FromMinutes(1),
        CapUnit.Hour => Duration.FromHours(1),
        CapUnit.Day => Duration.FromDays(1),
        CapUnit.Week => Duration.FromDays(7),
        _ => Duration.FromDays(LongestDays),
    };

    /// <summary>
    /// Whether a rule of that kind can count over it: rolling from one minute to 31 days but no months, which have no one length; by the
    /// calendar exactly one unit.
    /// </summary>
    public bool Fits(CapKind kind) => kind == CapKind.Calendar
        ? Count == 1
        : Count >= 1 && Unit != CapUnit.Month && Length <= Duration.FromDays(LongestDays);

    /// <summary>
    /// Reads an ISO 8601 duration of one component: <c>PT15M</c>, <c>PT1H</c>, <c>P1D</c>, <c>P2W</c>, <c>P1M</c>. Does not ask
    /// <see cref="Fits"/>.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> iso8601, out CapPeriod period)
    {
        period = default;
        if (iso8601 is not ['P', .. var date]) return false;
        var isTime = date is ['T', ..];
        var text = isTime ? date[1..] : date;
        if (text is not [.. var digits, var letter] || digits.Length > MostDigits) return false;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0) return false;
        if (UnitOf(isTime, letter) is not { } unit) return false;
        period = new CapPeriod(count, unit);
        return true;
    }

    private static CapUnit? UnitOf(bool isTime, char letter) => (isTime, letter) switch
    {
        (true, 'M') => CapUnit.Minute,
        (true, 'H') => CapUnit.Hour,
        (false, 'D') => CapUnit.Day,
        (false, 'W') => CapUnit.Week,
        (false, 'M') => CapUnit.Month,
        _ => null,
    };
}
