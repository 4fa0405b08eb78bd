using Engagement.Core.Coding;
using Engagement.Core.Decisions;

namespace Engagement.ReadModels.Reading;

/// <summary>
/// Reads timelines newest first, a whole hour at a time: within an hour the rows of all of a person's actors, late ones too, are put in order
/// together.
/// </summary>
internal static class TimelineReader
{
    /// <param name="timelines">The rows from an hour backwards, in streams of which each is in order.</param>
    /// <returns>The facts after a place, newest first; enumerate only as far as needed.</returns>
    public static IEnumerable<(FactOrder Order, Fact Fact)> After(FactOrder place, Func<long, IEnumerable<IEnumerable<TimelineRow>>> timelines)
    {
        var hour = place.At == long.MaxValue ? long.MaxValue : Hours.Of(place.At);
        var rows = timelines(hour).Select(row => row.GetEnumerator()).ToList();
        try
        {
            var open = rows.Where(row => row.MoveNext()).ToList();
            while (open.Count > 0)
            {
                foreach (var fact in NextHour(open).Where(fact => fact.Order.IsAfter(place)))
                {
                    yield return fact;
                }
            }
        }
        finally
        {
            rows.ForEach(row => row.Dispose());
        }
    }

    private static List<(FactOrder Order, Fact Fact)> NextHour(List<IEnumerator<TimelineRow>> open)
    {
        var hour = open.Max(row => row.Current.Hour);
        var facts = new List<(FactOrder Order, Fact Fact)>();
        open.RemoveAll(row => !TakeHour(row, hour, facts));
        facts.Sort((one, other) => one.Order.CompareTo(other.Order));
        return facts;
    }

    /// <summary>False when there are no more rows.</summary>
    private static bool TakeHour(IEnumerator<TimelineRow> row, long hour, List<(FactOrder Order, Fact Fact)> facts)
    {
        while (row.Current.Hour == hour)
        {
            Decode(row.Current, facts);
            if (!row.MoveNext())
            {
                return false;
            }
        }

        return true;
    }

    private static void Decode(TimelineRow row, List<(FactOrder Order, Fact Fact)> facts)
    {
        var reader = new ByteReader(row.Body);
        while (!reader.AtEnd)
        {
            var sequence = (long)reader.Number();
            var fact = FactCodec.Decode(ref reader);
            facts.Add((new FactOrder(fact.At.ToUnixTimeMilliseconds(), row.Actor, sequence), fact));
        }
    }
}

/// <param name="Body">Facts of one hour that came in together, each after its sequence.</param>
internal sealed record TimelineRow(long Hour, long Actor, byte[] Body);
