using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>A test of one property, by its place in <see cref="EventInterest.Paths"/>.</summary>
internal readonly record struct PropertyTest(int Property, Test Test);

/// <summary>A <c>where</c> taken apart: tests that must all hold, and what is not such a test.</summary>
internal sealed class Conjunction
{
    private readonly List<PropertyTest> _tests = [];
    private readonly List<Condition> _rest = [];

    public Conjunction(EventInterest interest, Condition? where) => Add(interest, where);

    public List<PropertyTest> Tests => _tests;

    public List<Condition> Rest => _rest;

    private void Add(EventInterest interest, Condition? where)
    {
        switch (where)
        {
            case null:
                break;
            case Condition.All all:
                foreach (var part in all.Of)
                {
                    Add(interest, part);
                }

                break;
            case Condition.Property property:
                _tests.Add(new PropertyTest(interest.Paths.BinarySearch(property.Path, StringComparer.Ordinal), property.Test));
                break;
            default:
                _rest.Add(where);
                break;
        }
    }
}
