using System.Text.Json;
using NodaTime;

namespace Engagement.Core.Definitions;

/// <summary>Readers of lengths of time.</summary>
internal static class Spans
{
    /// <summary>Longer than nothing, and no longer than so many days.</summary>
    public static Duration? Upto(Node node, int longestDays) => Between(node, Duration.FromMilliseconds(1), longestDays);

    /// <summary>No longer than so many days; may be nothing.</summary>
    public static Duration? NoneUpto(Node node, int longestDays) => Between(node, Duration.Zero, longestDays);

    /// <summary>Whole days, 1 to so many.</summary>
    public static int? WholeDays(Node node, int longestDays)
    {
        if (Read(node) is not { } length)
        {
            return null;
        }

        if (length >= Duration.FromDays(1) && length <= Duration.FromDays(longestDays) && length == Duration.FromDays(length.Days))
        {
            return length.Days;
        }

        node.Refuse($"expected whole days, \"P1D\" to \"P{longestDays}D\"");
        return null;
    }

    private static Duration? Between(Node node, Duration shortest, int longestDays)
    {
        if (Read(node) is not { } length)
        {
            return null;
        }

        if (length >= shortest && length <= Duration.FromDays(longestDays))
        {
            return length;
        }

        node.Refuse(shortest == Duration.Zero ? $"expected at most P{longestDays}D" : $"expected more than nothing and at most P{longestDays}D");
        return null;
    }

    private static Duration? Read(Node node)
    {
        var text = node.Kind == JsonValueKind.String ? node.Element.GetString() : null;
        if (IsoDuration.TryParse(text, out var length))
        {
            return length;
        }

        node.Refuse(IsoDuration.NamesYearsOrMonths(text)
            ? "years and months have no fixed length; say days or weeks, such as \"P30D\""
            : "expected an ISO 8601 duration such as \"PT30M\" or \"P7D\"");
        return null;
    }
}
