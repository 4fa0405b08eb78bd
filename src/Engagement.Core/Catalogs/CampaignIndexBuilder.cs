using System.Runtime.InteropServices;
using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>Makes the index of the campaigns that wait for one event name.</summary>
internal sealed class CampaignIndexBuilder
{
    // Below this, asking each entry in turn is faster than narrowing down.
    private const int FewestIndexed = 5;

    private readonly List<(CompiledCampaign Campaign, Condition? Where)> _entries = [];

    /// <summary>Entries of one campaign must follow each other.</summary>
    public void Add(CompiledCampaign campaign, Condition? where) => _entries.Add((campaign, where));

    public CampaignIndex Build(EventInterest interest)
    {
        var conjunctions = _entries.ConvertAll(entry => new Conjunction(interest, entry.Where));
        var isIndexed = _entries.Count >= FewestIndexed;
        var columns = isIndexed ? Columns(conjunctions, interest.Paths.Length) : [];
        var checks = conjunctions.ConvertAll(conjunction => CheckOf(conjunction, isIndexed));
        return new CampaignIndex(interest, [.. _entries.Select(entry => entry.Campaign)], [.. checks], columns);
    }

    // First what rules out most.
    private static PropertyColumns[] Columns(List<Conjunction> conjunctions, int properties)
    {
        var byProperty = new List<EntryTests>?[properties];
        for (var entry = 0; entry < conjunctions.Count; entry++)
        {
            Spread(entry, CollectionsMarshal.AsSpan(conjunctions[entry].Tests), byProperty);
        }

        return
        [
            .. Enumerable.Range(0, properties).Where(property => byProperty[property] is not null)
                .OrderByDescending(property => RuledOut(byProperty[property]!))
                .Select(property => new PropertyColumnsBuilder(property, byProperty[property]!, conjunctions.Count).Build()),
        ];
    }

    private static void Spread(int entry, Span<PropertyTest> tests, List<EntryTests>?[] byProperty)
    {
        tests.Sort((one, other) => one.Property.CompareTo(other.Property));
        while (!tests.IsEmpty)
        {
            var property = tests[0].Property;
            var count = 1;
            while (count < tests.Length && tests[count].Property == property)
            {
                count++;
            }

            (byProperty[property] ??= []).Add(new EntryTests(entry, tests[..count]));
            tests = tests[count..];
        }
    }

    private static double RuledOut(List<EntryTests> entries)
    {
        var texts = entries.SelectMany(tests => tests.Texts).Distinct(StringComparer.Ordinal).Count();
        return entries.Sum(tests => 1 - tests.PassingShare(texts));
    }

    private static EntryCheck? CheckOf(Conjunction conjunction, bool isIndexed)
    {
        PropertyTest[] tests = [.. conjunction.Tests.Where(test => !isIndexed || !EntryTests.IsExact(test.Test))];
        return tests.Length + conjunction.Rest.Count == 0 ? null : new EntryCheck(tests, [.. conjunction.Rest]);
    }
}
