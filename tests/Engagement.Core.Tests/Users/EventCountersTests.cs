using Engagement.Core.Users;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Users;

public sealed class EventCountersTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 23, 12, 0);

    [Fact]
    public void Add_OfAnyHistory_CountsAsAListOfAllThatHappenedWould()
    {
        var step = from name in Gen.Choose(0, 9) from hours in Gen.Choose(-200 * 24, 0) select (Name: $"Event {name}", At: Start + Duration.FromHours(hours));
        Property.Holds(step.ListOf().Select(steps => steps.ToArray()), steps =>
        {
            var counters = new EventCounters();
            foreach (var (name, at) in steps)
            {
                counters.Add(name, at);
            }

            Names(counters).ShouldBe(steps.Select(happened => happened.Name).Distinct());
            foreach (var all in steps.GroupBy(happened => happened.Name, happened => happened.At))
            {
                Holds(counters.Find(all.Key).ShouldNotBeNull(), [.. all]);
            }
        });
    }

    [Fact]
    public void Add_WhenNoNameFitsAnyMore_CountsOnlyTheNamesItHas()
    {
        var counters = new EventCounters();
        for (var name = 0; name < EventCounters.MaximumNames + 10; name++)
        {
            counters.Add($"Event {name}", Start);
        }

        counters.Add("Event 499", Start);

        counters.Count.ShouldBe(EventCounters.MaximumNames);
        counters.Find("Event 499").ShouldNotBeNull().Total.ShouldBe(2);
        counters.Find("Event 500").ShouldBeNull();
        counters.FindOrAdd("Event 501").ShouldBeNull();
    }

    [Fact]
    public void Find_WhenOtherNamesAreAddedLater_StillShowsTheSameCounter()
    {
        var counters = new EventCounters();
        var first = counters.FindOrAdd("first")!.Value;
        for (var name = 0; name < 50; name++)
        {
            counters.Add($"Event {name}", Start);
        }

        first.Add(Start);

        counters.Find("first")!.Value.Total.ShouldBe(1);
    }

    private static void Holds(EventCounter counter, Instant[] all)
    {
        (counter.Total, counter.First, counter.Last).ShouldBe((all.Length, all.Min(), all.Max()));
        var days = new SortedDictionary<int, int>();
        foreach (var at in all)
        {
            var day = (int)Math.Floor((at - NodaConstants.UnixEpoch).TotalDays);
            days[day] = days.GetValueOrDefault(day) + 1;
            foreach (var old in days.Keys.Where(kept => kept < days.Keys.Last() - EventCounter.DaysKept).ToArray())
            {
                days.Remove(old);
            }
        }

        counter.Days.ToArray().ShouldBe(days.Select(pair => (pair.Key, pair.Value)));
        var lately = Start - Duration.FromDays(7);
        counter.Within(7, Start).ShouldBe(all.Max() <= lately ? 0 : counter.Days.ToArray().Where(day => day.Day >= (lately - NodaConstants.UnixEpoch).Days).Sum(day => day.Count));
    }

    private static List<string> Names(EventCounters counters)
    {
        var names = new List<string>();
        foreach (var counter in counters.Items)
        {
            names.Add(counter.Event);
        }

        return names;
    }
}
