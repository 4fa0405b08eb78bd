using System.Collections.Frozen;
using NodaTime;

namespace Engagement.Core;

/// <summary>
/// Time zones by IANA id, from the tz database that NodaTime carries. Ids are case-sensitive, links (<c>Asia/Calcutta</c>) are known.
/// The set of ids is fixed, so unknown ids sent by a stranger cost no memory. Safe for concurrent use; a zone once found costs no
/// allocation.
/// </summary>
public static class Zones
{
    private static readonly FrozenDictionary<string, int> Slots = DateTimeZoneProviders.Tzdb.Ids
        .Select((id, slot) => KeyValuePair.Create(id, slot))
        .ToFrozenDictionary(StringComparer.Ordinal);

    // Two threads may fill one slot at once: the provider hands both the same zone.
    private static readonly DateTimeZone?[] Found = new DateTimeZone?[Slots.Count];

    /// <summary>The zone, or null when the tz database has no such id. Fixed offsets such as <c>UTC+01</c> are not IANA ids.</summary>
    public static DateTimeZone? Find(string? id)
    {
        if (id is null || !Slots.TryGetValue(id, out var slot)) return null;
        return Found[slot] ??= DateTimeZoneProviders.Tzdb[id];
    }
}
