using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Engagement.Core;

namespace Engagement.Gateway.Http;

/// <summary>How much of a list, and from where.</summary>
internal static class Paging
{
    public const int Usual = 50;
    public const int Most = 200;

    public static bool TryReadLimit(string? text, out int limit, out Refused? refused)
    {
        limit = Usual;
        refused = null;
        if (text is not null
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > Most))
        {
            refused = Refused.Because(Refusal.Invalid, $"limit: expected a number from 1 to {Most}");
        }

        return refused is null;
    }

    /// <summary>A cursor that starts after a name.</summary>
    public static string After(string name) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(name));

    /// <summary>The name that <see cref="After"/> was given; empty without a cursor.</summary>
    public static bool TryReadCursor(string? cursor, out string after, out Refused? refused)
    {
        refused = null;
        after = string.Empty;
        if (cursor is null)
        {
            return true;
        }

        if (Base64Url.IsValid(cursor))
        {
            after = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
            return true;
        }

        refused = BadCursor;
        return false;
    }

    public static Refused BadCursor => Refused.Because(Refusal.Invalid, "cursor: not one that this list gave");
}
