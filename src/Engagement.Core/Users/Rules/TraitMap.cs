using Engagement.Core.Targeting;

namespace Engagement.Core.Users.Rules;

/// <summary>Traits merge by their top-level names: a new value replaces, null deletes, the rest stays.</summary>
internal static class TraitMap
{
    public static Value Merge(Value known, Value changes)
    {
        if (changes.Members.IsEmpty)
        {
            return known;
        }

        // By name, as a person may have thousands of traits and a call may name as many.
        var newest = new Dictionary<string, int>(changes.Members.Length, StringComparer.Ordinal);
        for (var at = 0; at < changes.Members.Length; at++)
        {
            newest[changes.Members[at].Key] = at;
        }

        var merged = new List<KeyValuePair<string, Value>>(known.Members.Length + newest.Count);
        foreach (var member in known.Members)
        {
            if (!newest.ContainsKey(member.Key))
            {
                merged.Add(member);
            }
        }

        for (var at = 0; at < changes.Members.Length; at++)
        {
            var change = changes.Members[at];
            if (newest[change.Key] == at && change.Value.Kind is not (ValueKind.Null or ValueKind.Missing))
            {
                merged.Add(change);
            }
        }

        return merged.Count == 0 ? Value.Missing : Value.Of([.. merged]);
    }

    /// <summary>Fills in what is not known yet; what is known stays.</summary>
    public static Value Fill(Value known, Value more) => more.Members.IsEmpty ? known : Merge(more, known);
}
