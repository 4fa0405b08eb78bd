using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>What a condition reads.</summary>
internal static class ConditionPaths
{
    /// <summary>Property paths of the event at hand.</summary>
    public static IEnumerable<string> Properties(Condition? condition) =>
        Leaves(condition).OfType<Condition.Property>().Select(property => property.Path);

    /// <summary>Names of events that were to have happened before.</summary>
    public static IEnumerable<string> Events(Condition? condition) => Leaves(condition)
        .Select(leaf => leaf switch
        {
            Condition.Count count => count.Event,
            Condition.When since => since.Event,
            _ => null,
        })
        .OfType<string>();

    private static IEnumerable<Condition> Leaves(Condition? condition) => condition switch
    {
        null => [],
        Condition.All all => all.Of.SelectMany(Leaves),
        Condition.Any any => any.Of.SelectMany(Leaves),
        Condition.Not not => Leaves(not.Of),
        _ => [condition],
    };
}
