using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>What is left to ask of an event for one entry of an index.</summary>
internal sealed class EntryCheck(PropertyTest[] tests, Condition[] rest)
{
    public bool Holds(in LocatedProperties located, in EventProperties properties)
    {
        foreach (var (property, test) in tests)
        {
            if (!test.Holds(located[property]))
            {
                return false;
            }
        }

        foreach (var condition in rest)
        {
            if (!Conditions.Holds(condition, properties))
            {
                return false;
            }
        }

        return true;
    }
}
