using Engagement.Core.Campaigns;
using Engagement.Core.Decisions;
using Engagement.Core.Messages;
using Engagement.Core.Users;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Users;

public sealed class MomentTests
{
    private static CampaignDefinition Shown(string id, Display display) => Make.Campaign(id) with { Display = display };

    private static IEnumerable<Effect.Present> Presents(Person person) => person.Effects.OfType<Effect.Present>();

    [Fact]
    public void Moment_WhenBusy_HoldsTheMessageUntilIdle()
    {
        var anna = new Person().With(Make.Campaign("cart"));
        anna.Do(new UserCommand.Moment("/checkout", Busy: true, "laptop"));
        anna.Track("Product Added");
        anna.Last.Verdict.ShouldBe(Verdict.Sent);
        Presents(anna).ShouldBeEmpty();

        anna.Do(new UserCommand.Moment(null, Busy: false, null));

        Presents(anna).ShouldHaveSingleItem();
    }

    [Fact]
    public void Moment_WhenTheMessageAlwaysInterrupts_DoesNotWait()
    {
        var anna = new Person().With(Shown("alarm", new Display { Interrupt = Interrupt.Always }));
        anna.Do(new UserCommand.Moment("/checkout", Busy: true, null));

        anna.Track("Product Added");

        Presents(anna).ShouldHaveSingleItem();
    }

    [Fact]
    public void Screen_WhenNotOneOfTheMessages_WaitsUntilThePersonGoesThere()
    {
        var anna = new Person().With(Shown("shop", new Display { Screens = ["/shop/*"] }));
        anna.Track("Product Added");
        Presents(anna).ShouldBeEmpty();

        anna.Do(new UserCommand.Track(anna.Stamp(), "Page Viewed", default, new ClientContext(null, null, "/shop/shoes", null)));

        Presents(anna).ShouldHaveSingleItem();
    }

    [Fact]
    public void Expiry_WhenItPasses_RecallsTheMessage()
    {
        var anna = new Person().With(Shown("brief", new Display { ExpireAfter = Duration.FromHours(1) }));
        anna.Track("Product Added");

        anna.Pass(Duration.FromHours(1));

        anna.Effects.OfType<Effect.Recall>().ShouldHaveSingleItem();
        anna.Facts.OfType<Fact.Recalled>().Single().Reason.ShouldBe("expired");
    }

    [Fact]
    public void CatalogChanged_WhenTheCampaignWasStopped_RecallsWhatWasNotSeen()
    {
        var anna = new Person().With(Make.Campaign("cart"));
        anna.Track("Product Added");
        anna.Put(Make.Campaign("cart"), CampaignStatus.Stopped);

        var queue = (ShownQueue)anna.Do(new UserCommand.ReadQueue()).Reply!;
        queue.Messages.Count.ShouldBe(0);

        anna.Do(new UserCommand.CatalogChanged());
        anna.Effects.OfType<Effect.Recall>().ShouldHaveSingleItem();
        anna.Do(new UserCommand.CatalogChanged()).Changed.ShouldBeFalse();
    }

    [Fact]
    public void Session_AfterThirtyMinutesOfSilence_EndsAndTheNextEventStartsAnother()
    {
        var anna = new Person();
        anna.Track("Product Viewed");
        anna.Pass(Duration.FromMinutes(29)).Track("Product Viewed");

        anna.Pass(Duration.FromMinutes(30)).Active.Session.ShouldBeNull();
        anna.Track("Product Viewed");

        var names = anna.Facts.OfType<Fact.EventHappened>().Select(fact => fact.Event);
        names.ShouldBe(["Session Started", "Product Viewed", "Product Viewed", "Session Ended", "Session Started", "Product Viewed"]);
    }

    [Fact]
    public void Session_WhenItStarts_TriggersLikeAnyEvent()
    {
        var anna = new Person().With(Make.Campaign("welcome", "Session Started"));

        anna.Track("Page Viewed");

        anna.Last.Verdict.ShouldBe(Verdict.Sent);
    }

    [Fact]
    public void ReadQueue_GivesPresentedMessagesInOrderAndTheLastSequence()
    {
        var anna = new Person().With(Make.Campaign("one", "A"), Make.Campaign("two", "B"), Shown("three", new Display { Screens = ["/x"] }) with { Triggers = [Make.On("C")] });
        anna.Track("A");
        anna.Track("B");
        anna.Track("C");

        var queue = (ShownQueue)anna.Do(new UserCommand.ReadQueue()).Reply!;

        queue.Messages.Select(message => message.Campaign.Value).ShouldBe(["one", "two"]);
        queue.LastSequence.ShouldBe(2);
    }
}
