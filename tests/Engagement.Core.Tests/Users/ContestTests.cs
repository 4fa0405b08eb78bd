using Engagement.Core.Campaigns;
using Engagement.Core.Capping;
using Engagement.Core.Decisions;
using Engagement.Core.Targeting;
using Engagement.Core.Timing;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Users;

public sealed class ContestTests
{
    private static CampaignDefinition Always(string id, Priority priority = default) =>
        Make.Campaign(id) with { ReEligibility = new ReEligibility.Always(), Priority = priority };

    private static WorkspaceSettings Cap(OverCap over, CapKind kind = CapKind.Rolling) =>
        new() { Caps = [new CapRule("one-a-day", null, 1, new CapPeriod(1, CapUnit.Day), kind, ZoneChoice.User, over)] };

    [Fact]
    public void Contest_WhenTwoAreReady_TheHigherBucketWinsAndTheOtherLosesToIt()
    {
        var anna = new Person().With(Always("low", new(PriorityBucket.Low, 0)), Always("high", new(PriorityBucket.High, 5)));

        anna.Track("Product Added");

        anna.Traces.Single(trace => trace.Verdict == Verdict.Sent).Campaign.Value.ShouldBe("high");
        var lost = anna.Traces.Single(trace => trace.Verdict == Verdict.Lost);
        (lost.Campaign.Value, lost.Rule, lost.LostTo!.Value.Value).ShouldBe(("low", Rule.Priority, "high"));
    }

    [Fact]
    public void Contest_WhenBucketsTie_TheLowerRankWinsThenTheId()
    {
        var ranked = new Person().With(Always("b", new(PriorityBucket.High, 2)), Always("a", new(PriorityBucket.High, 1)));
        ranked.Track("Product Added");
        ranked.Traces.Single(trace => trace.Verdict == Verdict.Sent).Campaign.Value.ShouldBe("a");

        var tied = new Person().With(Always("b"), Always("a"));
        tied.Track("Product Added");
        tied.Traces.Single(trace => trace.Verdict == Verdict.Sent).Campaign.Value.ShouldBe("a");
    }

    [Fact]
    public void Contest_WhenRanksTie_TheLastLaunchedWins()
    {
        var anna = new Person().With(Always("a"));
        anna.Pass(Duration.FromHours(1)).With(Always("b"));

        anna.Track("Product Added");

        anna.Traces.Single(trace => trace.Verdict == Verdict.Sent).Campaign.Value.ShouldBe("b");
    }

    [Fact]
    public void Contest_WhenTheFirstCannotBeMade_TheNextGetsItsChance()
    {
        var broken = Always("broken", new(PriorityBucket.High, 0)) with { Variants = [new Variant("v", 1, Make.Modal(Make.Hole("user.name")))] };
        var anna = new Person().With(broken, Always("whole", new(PriorityBucket.Low, 0)));

        anna.Track("Product Added");

        var dropped = anna.Traces.Single(trace => trace.Verdict == Verdict.Dropped);
        (dropped.Campaign.Value, dropped.Rule).ShouldBe(("broken", Rule.Template));
        dropped.Detail.ShouldNotBeNull().ShouldContain("user.name");
        anna.Traces.Single(trace => trace.Verdict == Verdict.Sent).Campaign.Value.ShouldBe("whole");
    }

    [Fact]
    public void Contest_WhenTransactional_NeitherCompetesNorLoses()
    {
        var anna = new Person().With(Always("promo"), Always("receipt") with { Transactional = true });

        anna.Track("Product Added");

        anna.Verdicts.ShouldBe([Verdict.Sent, Verdict.Sent]);
    }

    [Fact]
    public void Cap_WhenUsedUp_DropsAndNamesTheRule()
    {
        var anna = new Person().With(Always("cart")).Settings(Cap(OverCap.Drop));
        anna.Track("Product Added");

        anna.Track("Product Added");

        (anna.Last.Verdict, anna.Last.Rule).ShouldBe((Verdict.Dropped, "cap:one-a-day"));
    }

    [Fact]
    public void Cap_WhenItDefers_HoldsUntilItFrees()
    {
        var anna = new Person().With(Always("cart")).Settings(Cap(OverCap.Defer));
        anna.Track("Product Added");
        anna.Pass(Duration.FromHours(1)).Track("Product Added");
        (anna.Last.Verdict, anna.Last.Rule, anna.Last.Due).ShouldBe((Verdict.Held, "cap:one-a-day", Person.Start + Duration.FromDays(1)));

        anna.Pass(Duration.FromHours(23)).Last.Verdict.ShouldBe(Verdict.Sent);
        anna.Traces.Count(trace => trace.Verdict == Verdict.Sent).ShouldBe(2);
    }

    [Fact]
    public void Cap_ByTheCalendar_OpensAtMidnightOfThePerson()
    {
        var anna = new Person().With(Always("cart")).Settings(Cap(OverCap.Drop, CapKind.Calendar)).At(Instant.FromUtc(2026, 11, 23, 22, 59));
        var oslo = new ClientContext("Europe/Oslo", null, null, null);
        anna.Do(new UserCommand.Track(anna.Stamp(), "Product Added", default, oslo));

        anna.Pass(Duration.FromMinutes(1)).Track("Product Added");

        anna.Verdicts.ShouldBe([Verdict.Sent, Verdict.Sent]);
    }

    [Fact]
    public void Cap_WhenTheCampaignDoesNotCount_IsNotUsedUp()
    {
        var anna = new Person().With(Always("quiet") with { Caps = new CapPolicy(Apply: true, Count: false) }).Settings(Cap(OverCap.Drop));

        anna.Track("Product Added");
        anna.Track("Product Added");

        anna.Verdicts.ShouldBe([Verdict.Sent, Verdict.Sent]);
    }

    [Fact]
    public void Cap_WhenTheCampaignIsExempt_IsNotAsked()
    {
        var anna = new Person().With(Always("loud") with { Caps = new CapPolicy(Apply: false, Count: true) }).Settings(Cap(OverCap.Drop));

        anna.Track("Product Added");
        anna.Track("Product Added");

        anna.Verdicts.ShouldBe([Verdict.Sent, Verdict.Sent]);
    }

    [Fact]
    public void Cap_WhenTheMessageFailedUnseen_IsGivenBack()
    {
        var anna = new Person().With(Always("cart")).Settings(Cap(OverCap.Drop));
        anna.Track("Product Added");
        anna.Do(new UserCommand.Report([new Receipt(1, anna.Last.Delivery!.Value, ReceiptKind.Failed, null, null, "no such element", anna.Now)]));

        anna.Track("Product Added");

        anna.Last.Verdict.ShouldBe(Verdict.Sent);
    }

    [Fact]
    public void Experiment_WhenControl_NothingIsSentAndTheGoalStillCounts()
    {
        var campaign = Always("cart") with { Control = 100, Goal = new Goal(Make.On("Order Completed"), Duration.FromDays(3), "total") };
        var anna = new Person().With(campaign).Settings(Cap(OverCap.Drop));

        anna.Track("Product Added");
        (anna.Last.Verdict, anna.Last.Rule, anna.Last.Variant).ShouldBe((Verdict.Dropped, Rule.Experiment, "control"));
        anna.Active.Queue.ShouldBeEmpty();

        anna.Track("Order Completed", ("total", Value.Of(40)));
        var converted = anna.Facts.OfType<Fact.Converted>().Single();
        (converted.Variant, converted.Value).ShouldBe(("control", 40));
    }

    [Fact]
    public void Experiment_WhenRepeated_KeepsThePersonInTheirVariant()
    {
        var campaign = Always("cart") with { Variants = [new Variant("a", 50, Make.Modal()), new Variant("b", 50, Make.Modal())] };
        var anna = new Person().With(campaign);

        for (var i = 0; i < 10; i++)
        {
            anna.Track("Product Added");
        }

        anna.Traces.Select(trace => trace.Variant).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Queue_WhenFull_DropsByLimit()
    {
        var anna = new Person().With(Always("cart"));
        for (var i = 0; i <= ActiveUser.MaximumQueued; i++)
        {
            anna.Track("Product Added");
        }

        (anna.Last.Verdict, anna.Last.Rule).ShouldBe((Verdict.Dropped, Rule.Limit));
        anna.Active.Queue.Count.ShouldBe(ActiveUser.MaximumQueued);
    }
}
