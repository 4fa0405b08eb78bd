using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Users;

public sealed class LinkTests
{
    private static readonly PersonId Visitor = PersonId.Anonymous("a-1");

    [Fact]
    public void Link_WhenNotJoinedYet_AsksForAJoinAndChangesNothing()
    {
        var anna = new Person();

        var decision = anna.Do(new UserCommand.Link(Visitor));

        decision.Reply.ShouldBe(new JoinNeeded(PersonId.Known("anna"), Visitor));
        decision.Changed.ShouldBeFalse();
    }

    [Fact]
    public void Link_WhenJoinedAlready_AsksForNothing()
    {
        var visitor = new Person("a-1", PersonKind.Anonymous);
        var image = visitor.Do(new UserCommand.Surrender(PersonId.Known("anna"))).Reply.ShouldBeOfType<Surrendered>().Image;
        var anna = new Person();
        anna.Do(new UserCommand.Absorb(Visitor, image));

        var decision = anna.Do(new UserCommand.Link(Visitor));

        decision.Refusal.ShouldBeNull();
        decision.Reply.ShouldBeNull();
    }

    [Fact]
    public void Link_WhenTheAnonymousIdReadsLikeTheUserId_AsksForAJoin() =>
        new Person().Do(new UserCommand.Link(PersonId.Anonymous("anna"))).Reply.ShouldBe(
            new JoinNeeded(PersonId.Known("anna"), PersonId.Anonymous("anna")));

    [Fact]
    public void Link_WhenTheOtherIsKnown_AsksForNothing() =>
        new Person().Do(new UserCommand.Link(PersonId.Known("bob"))).Reply.ShouldBeNull();

    [Fact]
    public void Link_WhenJoined_IsForwarded()
    {
        var anna = new Person();
        anna.Do(new UserCommand.Surrender(PersonId.Known("bob")));

        anna.Do(new UserCommand.Link(Visitor)).Effects.ShouldBe([new Effect.Forward(PersonId.Known("bob"))]);
    }

    [Fact]
    public void Link_WhenErased_IsRefused()
    {
        var anna = new Person();
        anna.Do(new UserCommand.Erase());

        anna.Do(new UserCommand.Link(Visitor)).Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.Erased);
    }
}
