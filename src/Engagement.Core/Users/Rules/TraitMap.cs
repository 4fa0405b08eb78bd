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

        var merged = new List<KeyValuePair<string, Value>>(known.Members.ToArray());
        foreach (var change in changes.Members)
        {
            merged.RemoveAll(member => member.Key == change.Key);
            if (change.Value.Kind is not (ValueKind.Null or ValueKind.Missing))
            {
                merged.Add(change);
            }
        }

        return merged.Count == 0 ? Value.Missing : Value.Of([.. merged]);
    }

    /// <summary>Fills in what is not known yet; what is known stays.</summary>
    public static Value Fill(Value known, Value more) => more.Members.IsEmpty ? known : Merge(more, known);
}
