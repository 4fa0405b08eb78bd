using Engagement.Core.Users;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Users;

public sealed class RecentMessagesTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 23, 12, 0);

    [Fact]
    public void TryAdd_OfAnyHistory_AnswersAsASetThatForgetsByTheHour()
    {
        var step = from key in Gen.Choose(0, 1_500) from minutes in Gen.Frequency((30, Gen.Constant(0)), (1, Gen.Choose(1, 300))) select (key, minutes);
        Property.Holds(step.ListOf(2_000).Select(steps => steps.ToArray()), steps =>
        {
            var (recent, model, now) = (new RecentMessages(), new Dictionary<ulong, int>(), Start);
            foreach (var (key, minutes) in steps)
            {
                now += Duration.FromMinutes(minutes);
                recent.TryAdd((ulong)key, now).ShouldBe(TryAdd(model, (ulong)key, now));
                recent.Count.ShouldBe(model.Count);
            }

            recent.Keys.ToArray().ShouldBe(model.Keys, ignoreOrder: true);
            Generations(recent).ShouldBe(model.GroupBy(pair => pair.Value).Select(group => (group.Key, group.Count())).Order());
        });
    }

    [Fact]
    public void TryAdd_WhenThereIsNoMoreRoom_LetsTheOldestSixteenthGo()
    {
        var recent = new RecentMessages();
        for (var key = 0UL; key <= RecentMessages.Maximum; key++)
        {
            recent.TryAdd(key, Start).ShouldBeTrue();
        }

        recent.Count.ShouldBe(RecentMessages.Maximum - (RecentMessages.Maximum / 16) + 1);
        recent.Contains((RecentMessages.Maximum / 16) - 1).ShouldBeFalse();
        recent.Contains(RecentMessages.Maximum / 16).ShouldBeTrue();
        recent.Contains(RecentMessages.Maximum).ShouldBeTrue();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(256)]
    [InlineData(5_000)]
    public void Merge_WhenBothHaveKeys_KnowsTheKeysOfBothOnce(int each)
    {
        var (one, other) = (new RecentMessages(), new RecentMessages());
        for (var key = 0; key < each; key++)
        {
            one.TryAdd((ulong)key, Start);
            other.TryAdd((ulong)(key + (each / 2)), Start + Duration.FromHours(1));
        }

        one.Merge(other);

        one.Count.ShouldBe(each + (each / 2));
        one.Keys.ToArray().ShouldBe(Enumerable.Range(0, one.Count).Select(key => (ulong)key), ignoreOrder: true);
        one.Contains(0).ShouldBeTrue();
        one.Contains((ulong)one.Count).ShouldBeFalse();
    }

    private static List<(int Hour, int Count)> Generations(RecentMessages recent)
    {
        var generations = new List<(int, int)>();
        foreach (var generation in recent.Generations)
        {
            generations.Add(generation);
        }

        return generations;
    }

    // A generation goes once it is 25 hours old, when something new is taken in.
    private static bool TryAdd(Dictionary<ulong, int> model, ulong key, Instant now)
    {
        if (model.ContainsKey(key))
        {
            return false;
        }

        var hour = (int)(now.ToUnixTimeSeconds() / 3_600);
        foreach (var (old, _) in model.Where(pair => pair.Value <= hour - RecentMessages.HoursKept).ToArray())
        {
            model.Remove(old);
        }

        model[key] = hour;
        return true;
    }
}
