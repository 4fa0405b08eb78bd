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
        var columns = isIndexed ? Columns(conjunctions) : [];
        var checks = conjunctions.ConvertAll(conjunction => CheckOf(conjunction, isIndexed));
        return new CampaignIndex(interest, [.. _entries.Select(entry => entry.Campaign)], [.. checks], columns);
    }

    // What many entries ask about rules out the most.
    private static PropertyColumns[] Columns(List<Conjunction> conjunctions)
    {
        var byProperty = new SortedDictionary<int, List<(int Entry, Test[] Tests)>>();
        for (var entry = 0; entry < conjunctions.Count; entry++)
        {
            foreach (var tests in conjunctions[entry].Tests.GroupBy(test => test.Property))
            {
                if (!byProperty.TryGetValue(tests.Key, out var entries))
                {
                    byProperty.Add(tests.Key, entries = []);
                }

                entries.Add((entry, [.. tests.Select(test => test.Test)]));
            }
        }

        return
        [
            .. byProperty.OrderByDescending(pair => pair.Value.Count)
                .Select(pair => new PropertyColumnsBuilder(pair.Key, pair.Value, conjunctions.Count).Build()),
        ];
    }

    private static EntryCheck? CheckOf(Conjunction conjunction, bool isIndexed)
    {
        PropertyTest[] tests = [.. conjunction.Tests.Where(test => !isIndexed || !Representative.IsExact(test.Test))];
        return tests.Length + conjunction.Rest.Count == 0 ? null : new EntryCheck(tests, [.. conjunction.Rest]);
    }
}
