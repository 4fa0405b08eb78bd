using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Targeting;
using Engagement.Core.Users;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Users;

public sealed class UserLimitsTests
{
    private const int Half = UserLimits.TraitBytes / 2;

    // A map's kind and count, a name of one letter with its length, and a text's kind and length.
    private const int Around = 1 + 1 + 2 + 1 + 3;

    [Fact]
    public void Identify_WhenItsTraitsFillTheBound_IsTaken()
    {
        var anna = new Person();

        Identify(anna, ("a", UserLimits.TraitBytes - Around)).Refusal.ShouldBeNull();

        EncodedSize.Of(anna.Active.Traits).ShouldBe(UserLimits.TraitBytes);
    }

    [Fact]
    public void Identify_WhenTheMergedTraitsWouldExceedTheBound_IsRefusedAndChangesNothing()
    {
        var anna = new Person();
        Identify(anna, ("a", Half));
        var before = Person.Bytes(anna.State);

        var decision = Identify(anna, ("b", Half));

        decision.Changed.ShouldBeFalse();
        var refusal = decision.Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(Refusal.TooLarge);
        refusal.Detail.ShouldContain("65536");
        refusal.Errors[0].Pointer.ShouldBe("/traits");
        Person.Bytes(decision.State).ShouldBe(before);
        Identify(anna, ("a", Half + 1)).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Identify_WhenItWasTakenBeforeTheTraitsGrew_IsStillARepeat()
    {
        var anna = new Person();
        var first = new UserCommand.Identify(anna.Stamp(), Traits(("a", Half)), null, null);
        anna.Do(first);
        anna.Do(new UserCommand.Identify(anna.Stamp(), Value.Of([KeyValuePair.Create("a", Value.Null), KeyValuePair.Create("b", Text(Half))]), null, null));

        var repeat = anna.Do(first);

        repeat.Refusal.ShouldBeNull();
        repeat.Changed.ShouldBeFalse();
    }

    [Fact]
    public void Identify_WhenThereIsRoomForNoOtherId_AsksForNoJoin()
    {
        var anna = new Person();
        AddIdentities(anna, UserLimits.Identities - 1);
        Identified(anna, "last").ShouldBe(new JoinNeeded(PersonId.Known("anna"), PersonId.Anonymous("last")));

        anna.Do(new UserCommand.Absorb(PersonId.Anonymous("last"), ImageOf(new Person("last", PersonKind.Anonymous))));

        anna.Active.Identities.Count.ShouldBe(UserLimits.Identities);
        Identified(anna, "more").ShouldBeNull();
        anna.Do(new UserCommand.Link(PersonId.Anonymous("more"))).Reply.ShouldBeNull();
        anna.Do(new UserCommand.Alias(anna.Stamp(), PersonId.Known("more"))).Reply.ShouldBeNull();
    }

    [Fact]
    public void Identify_WhenThereIsMoreThanMayBeAlready_MayTakeAwayAndJoin()
    {
        // As kept by an earlier version, which had no bound.
        var old = new ActiveUser(PersonId.Known("anna")) { Traits = Traits(("a", Half), ("b", Half), ("c", Half)) };
        var context = new TurnContext(Person.Workspace, Person.Start, Engagement.Core.Catalogs.Catalog.Empty(Person.Workspace));
        var less = Value.Of([KeyValuePair.Create("c", Value.Null)]);

        var decision = UserDecider.Decide(old, new UserCommand.Identify(new MessageStamp(1, Person.Start), less, "visitor", null), context);

        decision.Refusal.ShouldBeNull();
        decision.Reply.ShouldBeOfType<JoinNeeded>();
        ((ActiveUser)decision.State).Traits.Member("c").IsMissing.ShouldBeTrue();
        UserDecider.Decide(old, new UserCommand.Identify(new MessageStamp(2, Person.Start), Traits(("d", 1)), null, null), context)
            .Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.TooLarge);
    }

    [Fact]
    public void Group_WhenInAsManyAsMayBe_IsRefusedAndKnownOnesAreStillTaken()
    {
        var anna = new Person();
        AddGroups(anna, "g", UserLimits.Groups);

        var refusal = Group(anna, "one more", default).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe(Refusal.TooManyGroups);
        refusal.Detail.ShouldContain("100");
        refusal.Errors[0].Pointer.ShouldBe("/groupId");
        anna.Active.Groups.Count.ShouldBe(UserLimits.Groups);
        Group(anna, "g 7", Traits(("a", 3))).Refusal.ShouldBeNull();
        anna.Active.Groups[7].Traits.At("a").ShouldBe(Text(3));
    }

    [Fact]
    public void Group_WhenItsTraitsWouldExceedTheirBound_IsRefusedAndChangesNothing()
    {
        var anna = new Person();
        Group(anna, "g", Traits(("a", UserLimits.GroupTraitBytes / 2))).Refusal.ShouldBeNull();
        var before = Person.Bytes(anna.State);

        var decision = Group(anna, "g", Traits(("b", UserLimits.GroupTraitBytes / 2)));

        decision.Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.TooLarge);
        decision.Refusal.Detail.ShouldContain("4096");
        Person.Bytes(decision.State).ShouldBe(before);
        Group(anna, "h", Traits(("b", UserLimits.GroupTraitBytes / 2))).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Absorb_WhenTheTraitsDoNotAllFit_LeavesOutThoseOfTheOther()
    {
        var anna = new Person();
        Identify(anna, ("a", Half));
        var bob = new Person("bob");
        Identify(bob, ("a", 1), ("b", 100), ("c", Half), ("d", 200));

        anna.Do(new UserCommand.Absorb(PersonId.Known("bob"), ImageOf(bob)));

        anna.Active.Traits.ShouldBe(Traits(("a", Half), ("b", 100), ("d", 200)));
    }

    [Fact]
    public void Absorb_WhenTheGroupsDoNotAllFit_KeepsThoseOfTheOneWhoTakesIn()
    {
        var anna = new Person();
        AddGroups(anna, "g", UserLimits.Groups - 1);
        var bob = new Person("bob");
        AddGroups(bob, "g", 3);
        AddGroups(bob, "h", 3);

        anna.Do(new UserCommand.Absorb(PersonId.Known("bob"), ImageOf(bob)));

        anna.Active.Groups.Count.ShouldBe(UserLimits.Groups);
        anna.Active.Groups[^1].GroupId.ShouldBe("h 0");
    }

    [Fact]
    public void Absorb_WhenTheIdsDoNotAllFit_KeepsTheOtherItselfAndItsLatest()
    {
        var anna = new Person();
        AddIdentities(anna, UserLimits.Identities - 2);
        var bob = new Person("bob");
        AddIdentities(bob, 3, "bob's");
        var image = ImageOf(bob);

        anna.Do(new UserCommand.Absorb(PersonId.Known("bob"), image));

        anna.Active.Identities.Count.ShouldBe(UserLimits.Identities);
        anna.Active.Identities[^2..].ShouldBe([PersonId.Known("bob"), PersonId.Anonymous("bob's 2")]);
    }

    [Fact]
    public void Absorb_WhenThereIsRoomForNoId_StillKnowsARepeat()
    {
        var anna = new Person();
        AddIdentities(anna, UserLimits.Identities);
        var visitor = new Person("late", PersonKind.Anonymous);
        visitor.Track("Product Added");
        var image = ImageOf(visitor);
        anna.Do(new UserCommand.Absorb(PersonId.Anonymous("late"), image));

        anna.Do(new UserCommand.Absorb(PersonId.Anonymous("late"), image)).Changed.ShouldBeFalse();

        anna.Active.Counters.Find("Product Added").ShouldNotBeNull().Total.ShouldBe(1);
    }

    private static Decision<UserState> Identify(Person person, params (string Name, int Length)[] traits) =>
        person.Do(new UserCommand.Identify(person.Stamp(), Traits(traits), null, null));

    private static IReply? Identified(Person person, string anonymousId) =>
        person.Do(new UserCommand.Identify(person.Stamp(), Value.Missing, anonymousId, null)).Reply;

    private static Decision<UserState> Group(Person person, string id, Value traits) =>
        person.Do(new UserCommand.Group(person.Stamp(), id, traits));

    private static void AddGroups(Person person, string name, int count)
    {
        for (var number = 0; number < count; number++)
        {
            Group(person, $"{name} {number}", default);
        }
    }

    private static void AddIdentities(Person person, int count, string name = "a")
    {
        var nobody = Person.Bytes(UserState.Blank(PersonId.Anonymous(name)));
        for (var number = 0; number < count; number++)
        {
            person.Do(new UserCommand.Absorb(PersonId.Anonymous($"{name} {number}"), nobody));
        }
    }

    private static ReadOnlyMemory<byte> ImageOf(Person person) =>
        person.Do(new UserCommand.Surrender(PersonId.Known("somebody"))).Reply.ShouldBeOfType<Surrendered>().Image;

    private static Value Traits(params (string Name, int Length)[] traits) =>
        Value.Of([.. traits.Select(trait => KeyValuePair.Create(trait.Name, Text(trait.Length)))]);

    private static Value Text(int length) => Value.Of(new string('x', length));
}
