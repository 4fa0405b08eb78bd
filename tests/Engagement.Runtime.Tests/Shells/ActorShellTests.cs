using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Catalogs;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Hashing;
using Engagement.Core.Users;
using Engagement.Runtime.Shells;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Runtime.Tests.Shells;

public sealed class ActorShellTests
{
    private static readonly WorkspaceId Shop = new("shop");
    private static readonly ActorKey Visitor = ActorKey.Of(Shop, PersonId.Anonymous("visitor"));
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 12, 0);

    [Theory]
    [InlineData(ActorKind.User)]
    [InlineData(ActorKind.Anonymous)]
    [InlineData(ActorKind.Campaign)]
    [InlineData(ActorKind.Workspace)]
    public void A_command_for_another_kind_of_actor_is_a_bug(ActorKind kind)
    {
        IActorCommand command = kind is ActorKind.Campaign ? new UserCommand.Describe() : new CampaignCommand.Describe();

        Should.Throw<InvalidOperationException>(() => Decide(ActorShells.Blank(new ActorKey(kind, Shop, "x")), command, Start));
    }

    [Theory]
    [InlineData(ActorKind.User)]
    [InlineData(ActorKind.Anonymous)]
    [InlineData(ActorKind.Campaign)]
    [InlineData(ActorKind.Workspace)]
    public void A_blank_actor_is_the_same_after_it_was_saved(ActorKind kind)
    {
        var key = new ActorKey(kind, Shop, "x");
        var image = Image(ActorShells.Blank(key));

        Image(ActorShells.Load(key, image)).ShouldBe(image);
        ActorShells.Load(key, image).NextDue.ShouldBeNull();
    }

    [Fact]
    public void Who_owes_a_hand_over_is_due_until_it_is_settled_and_hands_it_out_each_time()
    {
        var visitor = Surrendered(out var effectId);
        visitor.NextDue.ShouldBe(Start + UserShell.HandOverPatience);

        Decide(visitor, visitor.WakeUp!, Start).Effects.ShouldBeEmpty("it is not due yet");
        var reminded = Decide(visitor, visitor.WakeUp!, Start + UserShell.HandOverPatience);

        reminded.Changed.ShouldBeFalse();
        reminded.Effects.ShouldHaveSingleItem().ShouldBeOfType<Effect.HandOver>().EffectId.ShouldBe(effectId);
        visitor.NextDue.ShouldBe(Start + 2 * UserShell.HandOverPatience);
        Decide(visitor, new UserCommand.Settle(effectId), Start);
        visitor.NextDue.ShouldBeNull();
        visitor.Resume().ShouldBeEmpty();
    }

    [Fact]
    public void What_is_owed_is_resumed_after_a_load_under_the_same_id()
    {
        var visitor = Surrendered(out var effectId);

        var loaded = ActorShells.Load(Visitor, Image(visitor));

        loaded.NextDue.ShouldBe(visitor.NextDue);
        loaded.Resume().ShouldHaveSingleItem().ShouldBeOfType<Effect.HandOver>().EffectId.ShouldBe(effectId);
    }

    private static ActorShell Surrendered(out long effectId)
    {
        var visitor = ActorShells.Blank(Visitor);
        Decide(visitor, new UserCommand.Track(new MessageStamp(StableHash.Of("m1"), Start), "Product Added", default, null), Start);
        var turn = Decide(visitor, new UserCommand.Surrender(PersonId.Known("ada")), Start);
        effectId = turn.Reply.ShouldBeOfType<Surrendered>().EffectId;
        return visitor;
    }

    private static Turn Decide(ActorShell shell, IActorCommand command, Instant now) =>
        shell.Decide(command, new TurnContext(Shop, now, Catalog.Empty(Shop)));

    private static byte[] Image(ActorShell shell)
    {
        var writer = new ByteWriter();
        shell.Encode(writer);
        return writer.Written.ToArray();
    }
}
