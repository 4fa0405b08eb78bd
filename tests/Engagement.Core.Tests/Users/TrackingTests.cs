using Engagement.Core.Campaigns;
using Engagement.Core.Decisions;
using Engagement.Core.Targeting;
using Engagement.Core.Users;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Users;

public sealed class TrackingTests
{
    [Fact]
    public void Track_WhenNothingIsDefined_CountsTheEvent()
    {
        var anna = new Person();

        anna.Track("Product Viewed");
        anna.At(Person.Start + Duration.FromMinutes(1)).Track("Product Viewed");

        var counter = anna.Active.Counters.Find("Product Viewed").ShouldNotBeNull();
        (counter.Total, counter.First, counter.Last).ShouldBe((2, Person.Start, Person.Start + Duration.FromMinutes(1)));
    }

    [Fact]
    public void Track_WhenTheMessageIdIsKnown_ChangesNothing()
    {
        var anna = new Person().With(Make.Campaign("cart"));
        var track = new UserCommand.Track(anna.Stamp(), "Product Added", default, null);
        anna.Do(track);
        var before = Person.Bytes(anna.State);

        var again = anna.Do(track);

        again.Changed.ShouldBeFalse();
        Person.Bytes(anna.State).ShouldBe(before);
    }

    [Fact]
    public void Track_WhenTheMessageIdIs24HoursOld_IsStillARepeat()
    {
        var anna = new Person();
        var track = new UserCommand.Track(anna.Stamp(), "Product Added", default, null);
        anna.Do(track);
        anna.Pass(Duration.FromHours(24)).Track("Another");

        anna.Do(track).Changed.ShouldBeFalse();
    }

    [Fact]
    public void Track_WhenTheTriggerMatches_SendsAtOnceAndPresents()
    {
        var anna = new Person().With(Make.Campaign("cart"));

        anna.Track("Product Added");

        anna.Last.Verdict.ShouldBe(Verdict.Sent);
        anna.Effects.OfType<Effect.Present>().Single().Message.Sequence.ShouldBe(1);
        anna.Active.Queue.Single().Delivery.ShouldBe(anna.Last.Delivery!.Value);
    }

    [Fact]
    public void Track_WhenThePropertyConditionFails_ConsidersNobody()
    {
        var expensive = Make.Campaign("cart") with
        {
            Triggers = [Make.On("Product Added", new Condition.Property("price", new Test(Operator.Gt, Value.Of(100))))],
        };
        var anna = new Person().With(expensive);

        anna.Track("Product Added", ("price", Value.Of(100)));
        anna.Traces.ShouldBeEmpty();

        anna.Track("Product Added", ("price", Value.Of(101)));
        anna.Last.Verdict.ShouldBe(Verdict.Sent);
    }

    [Fact]
    public void Track_WhenTheEventIsOlderThanTheLaunch_IsDroppedBySchedule()
    {
        var anna = new Person().With(Make.Campaign("cart"));

        anna.Do(new UserCommand.Track(anna.Stamp(Person.Start - Duration.FromSeconds(1)), "Product Added", default, null));

        (anna.Last.Verdict, anna.Last.Rule).ShouldBe((Verdict.Dropped, Rule.Schedule));
    }

    [Fact]
    public void Track_WhenTheCampaignIsPaused_ConsidersNobody()
    {
        var anna = new Person().Put(Make.Campaign("cart"), CampaignStatus.Paused);

        anna.Track("Product Added");

        anna.Traces.ShouldBeEmpty();
    }

    [Fact]
    public void Track_WhenReceivedOnce_IsDroppedByReEligibility()
    {
        var anna = new Person().With(Make.Campaign("cart"));
        anna.Track("Product Added");

        anna.Track("Product Added");

        (anna.Last.Verdict, anna.Last.Rule).ShouldBe((Verdict.Dropped, Rule.ReEligibility));
    }

    [Fact]
    public void Track_WhenTheWaitIsOver_SendsAgain()
    {
        var anna = new Person().With(Make.Campaign("cart") with { ReEligibility = new ReEligibility.After(Duration.FromDays(30)) });
        anna.Track("Product Added");

        anna.Pass(Duration.FromSeconds(2_591_999)).Track("Product Added");
        anna.Last.Rule.ShouldBe(Rule.ReEligibility);

        anna.Pass(Duration.FromSeconds(1)).Track("Product Added");
        anna.Last.Verdict.ShouldBe(Verdict.Sent);
    }

    [Fact]
    public void Track_WhenTheAudienceDoesNotHold_IsDroppedByAudience()
    {
        var audience = new Condition.Count("Order Completed", Operator.Eq, 0, 30);
        var anna = new Person().With(Make.Campaign("cart") with { Audience = audience, ReEligibility = new ReEligibility.Always() });
        anna.Track("Order Completed");

        anna.Track("Product Added");
        (anna.Last.Verdict, anna.Last.Rule).ShouldBe((Verdict.Dropped, Rule.Audience));

        anna.Pass(Duration.FromDays(30)).Track("Product Added");
        anna.Last.Verdict.ShouldBe(Verdict.Sent);
    }

    [Fact]
    public void Track_WhenTheClientSaysTheYearOne_IsDatedNotBefore1970AndTheStateStillLoads()
    {
        var anna = new Person();

        anna.Do(new UserCommand.Track(anna.Stamp(Instant.FromUtc(1, 1, 1, 0, 0)), "Product Added", default, null));
        anna.Track("Product Added");

        anna.Active.Counters.Find("Product Added")!.Value.First.ShouldBe(Instant.FromUnixTimeSeconds(0));
    }

    [Fact]
    public void Track_WhenTwoEventsOfOneTurnTriggerTheSameCampaign_SendsItOnce()
    {
        var twice = Make.Campaign("hello") with { Triggers = [Make.On("Session Started"), Make.On("Page Viewed")], Transactional = true };
        var anna = new Person().With(twice);

        anna.Track("Page Viewed");

        anna.Verdicts.Count(verdict => verdict == Verdict.Sent).ShouldBe(1);
    }

    [Fact]
    public void Track_WhenTheEventThatOpensTheSessionIsTheException_CancelsWhatTheSessionStarted()
    {
        var anna = new Person().With(Make.Campaign("hello", "Session Started") with { Exceptions = [Make.On("Order Completed")] });

        anna.Track("Order Completed");

        anna.Verdicts.ShouldBe([Verdict.Dropped]);
    }

    [Fact]
    public void Track_WhenNothingTriggers_AllocatesAlmostNothing()
    {
        var state = UserState.Blank(PersonId.Known("anna"));
        var context = new TurnContext(Person.Workspace, Person.Start, Engagement.Core.Catalogs.Catalog.Empty(Person.Workspace));
        for (ulong i = 0; i < 100; i++)
        {
            state = UserDecider.Decide(state, new UserCommand.Track(new MessageStamp(i, Person.Start), "Page Viewed", default, null), context).State;
        }

        var commands = Enumerable.Range(1_000, 28).Select(i => new UserCommand.Track(new MessageStamp((ulong)i, Person.Start), "Page Viewed", default, null)).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var command in commands)
        {
            state = UserDecider.Decide(state, command, context).State;
        }

        // The command itself is made by whoever parsed it.
        ((GC.GetAllocatedBytesForCurrentThread() - before) / commands.Length).ShouldBeLessThanOrEqualTo(128);
    }
}
