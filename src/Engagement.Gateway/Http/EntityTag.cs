using System.Globalization;
using Engagement.Core;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.Http;

/// <summary>Versions as entity tags: <c>"7"</c>.</summary>
internal static class EntityTag
{
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>
    /// The version a write is meant for: <c>If-Match: "7"</c> gives 7, <c>If-None-Match: *</c> gives 0 (only if there is none), neither gives
    /// null. Anything else is refused, so that a condition is never passed over.
    /// </summary>
    public static bool TryRead(HttpRequest request, out long? version, out Refused? refused)
    {
        version = null;
        refused = null;
        var ifMatch = request.Headers.IfMatch.ToString();
        var ifNoneMatch = request.Headers.IfNoneMatch.ToString();
        if (ifNoneMatch.Length > 0)
        {
            version = 0;
            refused = ifNoneMatch == "*" && ifMatch.Length == 0 ? null : Bad("If-None-Match takes only '*', and not beside If-Match");
        }
        else if (ifMatch.Length > 0)
        {
            var digits = ifMatch.Length > 2 && ifMatch[0] == '"' && ifMatch[^1] == '"' ? ifMatch[1..^1] : ifMatch;
            version = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
            refused = version is null ? Bad("If-Match takes one version as given in ETag, such as \"7\"") : null;
        }

        return refused is null;
    }

    private static Refused Bad(string detail) => Refused.Because(Refusal.Invalid, detail);
}
