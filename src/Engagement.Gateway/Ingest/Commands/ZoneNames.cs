namespace Engagement.Gateway.Ingest.Commands;

/// <summary>What clients write for a time zone, as IANA ids.</summary>
internal static class ZoneNames
{
    private const int OffsetLength = 8;
    private const int FurthestWest = 12;
    private const int FurthestEast = 14;

    private static readonly string[] ByHour =
        [.. Enumerable.Range(-FurthestWest, FurthestWest + FurthestEast + 1).Select(hour => hour == 0 ? "Etc/UTC" : $"Etc/GMT{-hour:+0;-0}")];

    /// <summary>
    /// The zone of a fixed offset such as <c>GMT+0100</c>, which RudderStack's browser client sends; the signs of the <c>Etc</c> zones are
    /// those of POSIX, so it is <c>Etc/GMT-1</c>. Null: not such an offset, or not of whole hours, for which there is no id.
    /// </summary>
    public static string? OfOffset(string text)
    {
        if (text.Length != OffsetLength || !text.StartsWith("GMT", StringComparison.Ordinal) || text[3] is not ('+' or '-')
            || !text.EndsWith("00", StringComparison.Ordinal) || !char.IsAsciiDigit(text[4]) || !char.IsAsciiDigit(text[5]))
        {
            return null;
        }

        var hours = ((text[4] - '0') * 10) + (text[5] - '0');
        var east = text[3] == '-' ? -hours : hours;
        return east is >= -FurthestWest and <= FurthestEast ? ByHour[east + FurthestWest] : null;
    }
}
