using Engagement.Core.Campaigns;
using Engagement.Core.Decisions;
using Engagement.Core.Targeting;
using Engagement.Core.Timing;
using Engagement.Core.Users;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Users;

public sealed class IdentityTests
{
    private static readonly PersonId AnonymousId = PersonId.Anonymous("a-1");

    private static Value Map(params (string Key, Value Value)[] members) =>
        Value.Of([.. members.Select(member => KeyValuePair.Create(member.Key, member.Value))]);

    private static Surrendered Surrender(Person anonymous) =>
        (Surrendered)anonymous.Do(new UserCommand.Surrender(PersonId.Known("anna"))).Reply!;

    [Fact]
    public void Identify_WithAnUnknownAnonymousId_AsksForAJoinOnce()
    {
        var anna = new Person();

        var first = anna.Do(new UserCommand.Identify(anna.Stamp(), Map(("plan", Value.Of("pro"))), "a-1", null));
        first.Reply.ShouldBe(new JoinNeeded(PersonId.Known("anna"), AnonymousId));
        anna.Active.Traits.At("plan").ShouldBe(Value.Of("pro"));

        anna.Do(new UserCommand.Absorb(AnonymousId, Surrender(new Person("a-1", PersonKind.Anonymous)).Image));
        anna.Do(new UserCommand.Identify(anna.Stamp(), Value.Missing, "a-1", null)).Reply.ShouldBeNull();
    }

    [Fact]
    public void Identify_WhenATraitIsNull_DeletesIt()
    {
        var anna = new Person();
        anna.Do(new UserCommand.Identify(anna.Stamp(), Map(("plan", Value.Of("pro")), ("city", Value.Of("Oslo"))), null, null));

        anna.Do(new UserCommand.Identify(anna.Stamp(), Map(("plan", Value.Null)), null, null));

        anna.Active.Traits.ShouldBe(Map(("city", Value.Of("Oslo"))));
    }

    [Fact]
    public void Absorb_AddsCountersTakesEarlierFirstAndLaterLastAndUnitesTheLedger()
    {
        var always = Make.Campaign("cart") with { ReEligibility = new ReEligibility.Always() };
        var anonymous = new Person("a-1", PersonKind.Anonymous).With(always);
        anonymous.Track("Product Added");
        var anna = new Person().With(always).At(Person.Start + Duration.FromHours(1));
        anna.Track("Product Added");

        anna.Do(new UserCommand.Absorb(AnonymousId, Surrender(anonymous).Image));

        var counter = anna.Active.Counters.Find("Product Added").ShouldNotBeNull();
        (counter.Total, counter.First, counter.Last).ShouldBe((2, Person.Start, Person.Start + Duration.FromHours(1)));
        anna.Active.Deliveries.Count.ShouldBe(2);
        anna.Active.Received.Single().Times.ShouldBe(2);
        anna.Active.Identities.ShouldBe([AnonymousId]);
    }

    [Fact]
    public void Absorb_WhenRepeated_ChangesNothing()
    {
        var anonymous = new Person("a-1", PersonKind.Anonymous);
        anonymous.Track("Product Added");
        var image = Surrender(anonymous).Image;
        var anna = new Person();
        anna.Do(new UserCommand.Absorb(AnonymousId, image));

        anna.Do(new UserCommand.Absorb(AnonymousId, image)).Changed.ShouldBeFalse();
        anna.Active.Counters.Find("Product Added")!.Value.Total.ShouldBe(1);
    }

    [Fact]
    public void Absorb_KeepsTheEarlierDeadlineOfTheSameCampaign()
    {
        var waiting = Make.Campaign("cart") with { Delay = new Delay.For(Duration.FromMinutes(30)) };
        var anonymous = new Person("a-1", PersonKind.Anonymous).With(waiting);
        anonymous.Track("Product Added");
        var anna = new Person().With(waiting).At(Person.Start + Duration.FromMinutes(10));
        anna.Track("Product Added");

        anna.Do(new UserCommand.Absorb(AnonymousId, Surrender(anonymous).Image));

        anna.Active.Pending.Single().Due.ShouldBe(Person.Start + Duration.FromMinutes(30));
    }

    [Fact]
    public void Absorb_KeepsMessageIdsSoThatARepeatIsStillKnown()
    {
        var anonymous = new Person("a-1", PersonKind.Anonymous);
        var track = new UserCommand.Track(anonymous.Stamp(), "Product Added", default, null);
        anonymous.Do(track);
        var anna = new Person();
        anna.Do(new UserCommand.Absorb(AnonymousId, Surrender(anonymous).Image));

        anna.Do(track).Changed.ShouldBeFalse();
    }

    [Fact]
    public void Track_WhenJoined_IsForwarded()
    {
        var anonymous = new Person("a-1", PersonKind.Anonymous);
        Surrender(anonymous);

        var decision = anonymous.Do(new UserCommand.Track(anonymous.Stamp(), "Product Added", default, null));

        decision.Changed.ShouldBeFalse();
        anonymous.Effects.ShouldContain(new Effect.Forward(PersonId.Known("anna")));
    }

    [Fact]
    public void Surrender_WhenJoinedToAnother_IsRefused()
    {
        var anonymous = new Person("a-1", PersonKind.Anonymous);
        Surrender(anonymous);

        anonymous.Do(new UserCommand.Surrender(PersonId.Known("bob"))).Refusal!.Code.ShouldBe(Refusal.AlreadyJoined);
    }

    [Fact]
    public void Surrender_WhenAskedAgain_AnswersTheSameUntilSettled()
    {
        var anonymous = new Person("a-1", PersonKind.Anonymous);
        anonymous.Track("Product Added");
        var first = Surrender(anonymous);

        Surrender(anonymous).Image.ToArray().ShouldBe(first.Image.ToArray());
        anonymous.Do(new UserCommand.Settle(first.EffectId));
        Surrender(anonymous).Image.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Erase_LeavesOnlyTheFactAndRefusesLateEvents()
    {
        var anna = new Person().With(Make.Campaign("cart"));
        anna.Track("Product Added");

        anna.Do(new UserCommand.Erase());

        anna.State.ShouldBeOfType<ErasedUser>();
        anna.State.NextDue.ShouldBeNull();
        anna.Do(new UserCommand.Track(anna.Stamp(), "Product Added", default, null)).Refusal!.Code.ShouldBe(Refusal.Erased);
        ((UserProfile)anna.Do(new UserCommand.Describe()).Reply!).ErasedAt.ShouldBe(anna.Now);
    }

    [Fact]
    public void Explain_ChangesNothingAndNamesTheRule()
    {
        var anna = new Person().With(Make.Campaign("cart"));
        anna.Track("Product Added");
        var before = Person.Bytes(anna.State);

        var explanation = (Explanation)anna.Do(new UserCommand.Explain(new CampaignId("cart"), null, default)).Reply!;

        explanation.Traces[0].Rule.ShouldBe(Rule.ReEligibility);
        Person.Bytes(anna.State).ShouldBe(before);
    }

    [Fact]
    public void Explain_WhenTheCampaignIsUnknown_IsRefused() =>
        new Person().Do(new UserCommand.Explain(new CampaignId("none"), null, default)).Refusal!.Code.ShouldBe(Refusal.NotFound);
}
