using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Users;

/// <summary>Joins that meet: one upon another, before the first is done.</summary>
public sealed class MeetingJoinsTests
{
    private static readonly PersonId Anna = PersonId.Known("anna");
    private static readonly PersonId Bob = PersonId.Known("bob");
    private static readonly PersonId Cleo = PersonId.Known("cleo");

    [Fact]
    public void Surrender_ToOneItHasAbsorbed_IsRefused()
    {
        var anna = Known(Anna);
        anna.Do(new UserCommand.Absorb(Bob, Surrender(Known(Bob), Anna).Image));

        anna.Do(new UserCommand.Surrender(Bob)).Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.AlreadyJoined);
    }

    [Fact]
    public void Absorb_WhenJoinedAndOwingAnImageThatHoldsIt_IsTakenAsDone()
    {
        var bobs = Surrender(Known(Bob), Anna);
        var anna = Known(Anna);
        anna.Do(new UserCommand.Absorb(Bob, bobs.Image));
        Surrender(anna, Cleo);

        var decision = anna.Do(new UserCommand.Absorb(Bob, bobs.Image));

        decision.Refusal.ShouldBeNull();
        decision.Effects.ShouldBeEmpty();
    }

    [Fact]
    public void Absorb_WhenJoined_IsForwarded()
    {
        var anna = Known(Anna);
        Surrender(anna, Cleo);

        anna.Do(new UserCommand.Absorb(Bob, Surrender(Known(Bob), Anna).Image)).Effects.ShouldBe([new Effect.Forward(Cleo)]);
    }

    [Fact]
    public void Track_WhenJoinedAndOwingAnImageThatHoldsIt_IsTakenAsARepeat()
    {
        var anna = Known(Anna);
        var track = new UserCommand.Track(anna.Stamp(), "Product Viewed", default, null);
        anna.Do(track);
        var owed = Surrender(anna, Bob);

        var repeat = anna.Do(track);

        (repeat.Refusal, repeat.Changed, repeat.Effects.Count).ShouldBe((null, false, 0));
        anna.Do(new UserCommand.Settle(owed.EffectId));
        anna.Do(track).Effects.ShouldBe([new Effect.Forward(Bob)]);
    }

    [Fact]
    public void Track_WhenJoinedAndNotInTheImageOwed_IsForwarded()
    {
        var anna = Known(Anna);
        Surrender(anna, Bob);

        anna.Track("Product Viewed").Effects.ShouldBe([new Effect.Forward(Bob)]);
    }

    [Fact]
    public void Resume_WhileAnImageIsOwed_HandsItOutUnderTheSameId()
    {
        var anna = Known(Anna);
        var surrendered = Surrender(anna, Bob);

        var owed = UserDecider.Resume(anna.State)[0].ShouldBeOfType<Effect.HandOver>();

        (owed.EffectId, owed.To).ShouldBe((surrendered.EffectId, Bob));
        owed.Image.ToArray().ShouldBe(surrendered.Image.ToArray());
    }

    private static Person Known(PersonId id)
    {
        var person = new Person(id.Value);
        person.Track("Product Added");
        return person;
    }

    private static Surrendered Surrender(Person person, PersonId to) =>
        person.Do(new UserCommand.Surrender(to)).Reply.ShouldBeOfType<Surrendered>();
}
