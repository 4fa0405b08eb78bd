using Engagement.Core.Campaigns;
using Engagement.Core.Decisions;
using Engagement.Core.Timing;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Users;

public sealed class WaitingTests
{
    private static readonly Duration HalfHour = Duration.FromMinutes(30);

    private static readonly CampaignDefinition Abandoned = Make.Campaign("cart") with
    {
        Delay = new Delay.For(HalfHour),
        Exceptions = [Make.On("Order Completed")],
    };

    [Fact]
    public void Track_WhenThereIsADelay_HoldsUntilItIsOver()
    {
        var anna = new Person().With(Abandoned);

        anna.Track("Product Added");

        (anna.Last.Verdict, anna.Last.Rule, anna.Last.Due).ShouldBe((Verdict.Held, Rule.Delay, Person.Start + HalfHour));
        anna.Pass(HalfHour - Duration.FromMilliseconds(1)).Traces.Count.ShouldBe(1);
        anna.Pass(Duration.FromMilliseconds(1)).Last.Verdict.ShouldBe(Verdict.Sent);
    }

    [Fact]
    public void WakeUp_WhenEarlyOrRepeated_ChangesNothing()
    {
        var anna = new Person().With(Abandoned);
        anna.Track("Product Added");

        anna.Do(new UserCommand.WakeUp()).Changed.ShouldBeFalse();
        anna.Pass(HalfHour).Forget();
        anna.Do(new UserCommand.WakeUp()).Changed.ShouldBeFalse();
        anna.Traces.ShouldBeEmpty();
    }

    [Fact]
    public void Exception_WhileWaiting_CancelsAndLeavesThePersonEligible()
    {
        var anna = new Person().With(Abandoned);
        anna.Track("Product Added");

        anna.Track("Order Completed");
        (anna.Last.Verdict, anna.Last.Rule, anna.Last.Detail).ShouldBe((Verdict.Dropped, Rule.Exception, "Order Completed"));
        anna.Pass(Duration.FromHours(1)).Verdicts.ShouldNotContain(Verdict.Sent);

        anna.Track("Product Added");
        anna.Pass(HalfHour).Last.Verdict.ShouldBe(Verdict.Sent);
    }

    [Fact]
    public void Exception_AfterSendingButBeforeSeen_RecallsTheMessage()
    {
        var anna = new Person().With(Abandoned);
        anna.Track("Product Added");
        anna.Pass(HalfHour).Forget();

        anna.Track("Order Completed");

        anna.Effects.OfType<Effect.Recall>().ShouldHaveSingleItem();
        anna.Active.Queue.ShouldBeEmpty();
        anna.Active.Deliveries.Single().Has(DeliveryMarks.Counted).ShouldBeFalse();
    }

    [Fact]
    public void Trigger_WhenItIsAlsoTheException_Debounces()
    {
        var anna = new Person().With(Make.Campaign("idle") with { Delay = new Delay.For(HalfHour), Exceptions = [Make.On("Product Added")] });
        anna.Track("Product Added");
        anna.Pass(Duration.FromMinutes(20)).Track("Product Added");

        anna.Pass(Duration.FromMinutes(29)).Verdicts.ShouldNotContain(Verdict.Sent);
        anna.Pass(Duration.FromMinutes(1)).Traces.Count(trace => trace.Verdict == Verdict.Sent).ShouldBe(1);
    }

    [Fact]
    public void Trigger_WhileWaiting_KeepsTheEarlierCandidate()
    {
        var anna = new Person().With(Abandoned);
        anna.Track("Product Added");
        anna.Pass(Duration.FromMinutes(20)).Track("Product Added");

        (anna.Last.Verdict, anna.Last.Rule).ShouldBe((Verdict.Dropped, Rule.Pending));
        anna.Pass(Duration.FromMinutes(10)).Last.Verdict.ShouldBe(Verdict.Sent);
    }

    [Fact]
    public void Delay_WhenDueAfterTheEnd_IsDroppedBySchedule()
    {
        var anna = new Person().With(Abandoned with { End = Person.Start + HalfHour });

        anna.Track("Product Added");

        (anna.Last.Verdict, anna.Last.Rule).ShouldBe((Verdict.Dropped, Rule.Schedule));
        anna.Active.Received.ShouldBeEmpty();
    }

    [Fact]
    public void WakeUp_WhenThePausedCampaignFallsDue_IsDroppedByStatus()
    {
        var anna = new Person().With(Abandoned);
        anna.Track("Product Added");

        anna.Put(Abandoned, CampaignStatus.Paused).Pass(HalfHour);

        (anna.Last.Verdict, anna.Last.Rule).ShouldBe((Verdict.Dropped, Rule.Status));
    }

    [Theory]
    [InlineData(Outside.Drop, Verdict.Dropped)]
    [InlineData(Outside.Defer, Verdict.Held)]
    public void Window_WhenClosed_DropsOrDefersToItsOpening(Outside outside, Verdict expected)
    {
        var window = new SendWindow(new LocalTime(9, 0), new LocalTime(18, 0), Weekdays.All, ZoneChoice.User, outside);
        var anna = new Person().With(Make.Campaign("cart") with { Window = window }).At(Instant.FromUtc(2026, 11, 23, 20, 0));

        anna.Do(new UserCommand.Track(anna.Stamp(), "Product Added", default, new ClientContext("Europe/Oslo", null, null, null)));

        (anna.Last.Verdict, anna.Last.Rule).ShouldBe((expected, Rule.Window));
        if (outside == Outside.Defer)
        {
            anna.Last.Due.ShouldBe(Instant.FromUtc(2026, 11, 24, 8, 0));
            anna.Pass(Duration.FromHours(12)).Last.Verdict.ShouldBe(Verdict.Sent);
        }
    }

    [Fact]
    public void QuietHours_WhenTheyCoverNow_DeferToTheirEnd()
    {
        var anna = new Person().With(Make.Campaign("cart"))
            .Settings(new WorkspaceSettings { QuietHours = new QuietHours(new LocalTime(22, 0), new LocalTime(6, 0)) })
            .At(Instant.FromUtc(2026, 11, 24, 5, 30));

        anna.Track("Product Added");

        (anna.Last.Verdict, anna.Last.Rule, anna.Last.Due).ShouldBe((Verdict.Held, Rule.QuietHours, Instant.FromUtc(2026, 11, 24, 6, 0)));
        anna.Pass(HalfHour).Last.Verdict.ShouldBe(Verdict.Sent);
    }

    [Fact]
    public void QuietHours_WhenTransactionalOrIgnored_DoNotHold()
    {
        var settings = new WorkspaceSettings { QuietHours = new QuietHours(new LocalTime(22, 0), new LocalTime(6, 0)) };
        var night = Instant.FromUtc(2026, 11, 24, 5, 30);
        new Person().With(Make.Campaign("receipt") with { Transactional = true }).Settings(settings).At(night)
            .Track("Product Added").Traces[0].Verdict.ShouldBe(Verdict.Sent);
        new Person().With(Make.Campaign("alarm") with { QuietHours = false }).Settings(settings).At(night)
            .Track("Product Added").Traces[0].Verdict.ShouldBe(Verdict.Sent);
    }

    [Fact]
    public void WindowAndQuietHours_WhenTheyNeverAgree_AreDropped()
    {
        var night = new SendWindow(new LocalTime(23, 0), new LocalTime(5, 0), Weekdays.All, ZoneChoice.User, Outside.Defer);
        var anna = new Person().With(Make.Campaign("night") with { Window = night })
            .Settings(new WorkspaceSettings { QuietHours = new QuietHours(new LocalTime(22, 0), new LocalTime(6, 0)) });

        anna.Track("Product Added");

        (anna.Last.Verdict, anna.Last.Rule).ShouldBe((Verdict.Dropped, Rule.Window));
    }
}
