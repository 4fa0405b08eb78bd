using Engagement.Core.Targeting;
using Engagement.Core.Users;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Targeting;

public sealed class ConditionsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 12, 0);
    private static readonly Condition Never = new Condition.Trait("nothing", new Test(Operator.Exists, Value.Missing));
    private static readonly Condition Ever = new Condition.Not(Never);

    [Fact]
    public void Audience_WhenNested_IsAllAnyNot()
    {
        Holds(new Condition.All([Ever, Ever])).ShouldBeTrue();
        Holds(new Condition.All([Ever, Never])).ShouldBeFalse();
        Holds(new Condition.Any([Never, Ever])).ShouldBeTrue();
        Holds(new Condition.Any([Never, Never])).ShouldBeFalse();
        Holds(new Condition.Not(new Condition.Any([Never, new Condition.All([Ever, Never])]))).ShouldBeTrue();
    }

    [Fact]
    public void Trait_WhenPathGoesInside_ReadsTheMember()
    {
        var user = User();
        user.Traits = Map("address", Map("city", Value.Of("Oslo")));
        Conditions.Holds(Trait("address.city", Operator.Eq, "Oslo"), user, Now).ShouldBeTrue();
        Conditions.Holds(Trait("address.street", Operator.Ne, "Oslo"), user, Now).ShouldBeTrue();
        Conditions.Holds(Trait("city", Operator.Eq, "Oslo"), user, Now).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Operator.Eq, 3, true)]
    [InlineData(Operator.Gte, 3, true)]
    [InlineData(Operator.Gt, 3, false)]
    [InlineData(Operator.Lt, 4, true)]
    [InlineData(Operator.Ne, 3, false)]
    [InlineData(Operator.Contains, 3, false)]
    public void Count_WhenEver_ComparesTheTotal(Operator @operator, double times, bool expected) =>
        Conditions.Holds(new Condition.Count("Opened", @operator, times, null), User(1, 2, 400), Now).ShouldBe(expected);

    [Fact]
    public void Count_WhenWithinDays_CountsThoseDaysOnly()
    {
        var user = User(1, 2, 40);
        Conditions.Holds(new Condition.Count("Opened", Operator.Eq, 2, 30), user, Now).ShouldBeTrue();
        Conditions.Holds(new Condition.Count("Opened", Operator.Eq, 0, 1), User(2), Now).ShouldBeTrue();
        Conditions.Holds(new Condition.Count("Closed", Operator.Eq, 0, null), user, Now).ShouldBeTrue();
    }

    [Fact]
    public void When_WhenItNeverHappened_CountsAsBefore()
    {
        Holds(new Condition.When("Opened", Occurrence.Last, Operator.Before, Duration.FromDays(30))).ShouldBeTrue();
        Holds(new Condition.When("Opened", Occurrence.Last, Operator.After, Duration.FromDays(30))).ShouldBeFalse();
        Holds(new Condition.When("Opened", Occurrence.First, Operator.Before, Duration.FromDays(30))).ShouldBeTrue();
    }

    [Fact]
    public void When_WhenItHappened_MeasuresBackFromNow()
    {
        var user = User(40, 10);
        bool Is(Occurrence occurrence, Operator @operator, int days) =>
            Conditions.Holds(new Condition.When("Opened", occurrence, @operator, Duration.FromDays(days)), user, Now);
        Is(Occurrence.First, Operator.Before, 30).ShouldBeTrue();
        Is(Occurrence.Last, Operator.Before, 30).ShouldBeFalse();
        Is(Occurrence.Last, Operator.After, 30).ShouldBeTrue();
        Is(Occurrence.Last, Operator.Before, 10).ShouldBeTrue();
        Is(Occurrence.Last, Operator.After, 10).ShouldBeFalse();
    }

    [Fact]
    public void Absence_WhenSaidByCountOrByLast_TurnsTrueAtTheSameInstant()
    {
        var user = User(30);
        foreach (var now in new[] { Now - Duration.FromMilliseconds(1), Now, Now + Duration.FromMilliseconds(1) })
        {
            var byCount = Conditions.Holds(new Condition.Count("Opened", Operator.Eq, 0, 30), user, now);
            Conditions.Holds(new Condition.When("Opened", Occurrence.Last, Operator.Before, Duration.FromDays(30)), user, now).ShouldBe(byCount);
            byCount.ShouldBe(now >= Now);
        }
    }

    [Fact]
    public void Where_WhenPropertyIsMissing_ReadsAsMissing()
    {
        var properties = new EventProperties([new Captured("price", Value.Of(120))]);
        Conditions.Holds(Property("price", Operator.Gt, Value.Of(100)), properties).ShouldBeTrue();
        Conditions.Holds(Property("currency", Operator.Eq, Value.Of("EUR")), properties).ShouldBeFalse();
        Conditions.Holds(new Condition.Not(Property("currency", Operator.Eq, Value.Of("EUR"))), properties).ShouldBeTrue();
    }

    [Fact]
    public void Holds_WhenALeafBelongsElsewhere_ReadsAsMissing()
    {
        Holds(Property("price", Operator.NotExists, Value.Missing)).ShouldBeTrue();
        Conditions.Holds(Trait("plan", Operator.Ne, "free"), default(EventProperties)).ShouldBeTrue();
        Conditions.Holds(new Condition.Count("Opened", Operator.Gte, 0, null), default(EventProperties)).ShouldBeFalse();
    }

    private static Value Map(string name, Value value) => Value.Of([KeyValuePair.Create(name, value)]);

    private static bool Holds(Condition condition) => Conditions.Holds(condition, User(), Now);

    private static Condition Trait(string path, Operator @operator, string value) => new Condition.Trait(path, new Test(@operator, Value.Of(value)));

    private static Condition Property(string path, Operator @operator, Value value) => new Condition.Property(path, new Test(@operator, value));

    private static ActiveUser User(params int[] openedDaysAgo)
    {
        var user = new ActiveUser(PersonId.Known("anna"));
        foreach (var days in openedDaysAgo.OrderDescending())
        {
            user.Counters.Add("Opened", Now - Duration.FromDays(days));
        }

        return user;
    }
}
