using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Engagement.Runtime;
using Engagement.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Testing.Specifications;

public abstract partial class ActorHostSpecification
{
    [Fact]
    public async Task The_next_event_of_a_person_sees_the_history_of_the_one_joined()
    {
        await Shop.LaunchAsync(Cart, CampaignDocuments.AtWhenCounted(Bought, Added, times: 2));
        await Shop.TrackAsync(Visitor, Added, "m1");
        await Shop.TrackAsync(Visitor, Added, "m2");

        (await Shop.IdentifyAsync(Ada, Visitor.Value, "m3")).Taken.ShouldBeTrue();
        var answer = await Shop.TrackAsync(Ada, Bought, "m4");

        answer.Traces.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Sent);
    }

    [Fact]
    public async Task Events_of_a_joined_anonymous_person_belong_to_the_known_one()
    {
        await Shop.TrackAsync(Visitor, Added, "m1");
        await Shop.IdentifyAsync(Ada, Visitor.Value, "m2");

        (await Shop.TrackAsync(Visitor, Added, "m3")).Taken.ShouldBeTrue();
        await CrashAndRestartAsync();
        (await Shop.TrackAsync(Visitor, Added, "m4")).Taken.ShouldBeTrue();

        (await Shop.CountAsync(Ada, Added)).ShouldBe(3);
        (await Shop.ProfileAsync(Visitor)).Person.ShouldBe(Ada);
    }

    [Fact]
    public async Task Identifying_again_joins_nothing_twice()
    {
        await Shop.TrackAsync(Visitor, Added, "m1");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Shop.IdentifyAsync(Ada, Visitor.Value, $"identify {i % 2}")));
        await Joining.JoinAsync(Host, Shop.Id, Ada, Visitor, default);

        (await Shop.CountAsync(Ada, Added)).ShouldBe(1);
        (await Shop.ProfileAsync(Ada)).Identities.ShouldBe([Visitor]);
    }

    [Fact]
    public async Task An_anonymous_person_who_belongs_to_somebody_is_joined_to_nobody_else()
    {
        await Shop.TrackAsync(Visitor, Added, "m1");
        await Shop.IdentifyAsync(Ada, Visitor.Value, "m2");

        (await Shop.IdentifyAsync(Bob, Visitor.Value, "m3")).Taken.ShouldBeTrue();

        (await Shop.CountAsync(Bob, Added)).ShouldBe(0);
        (await Shop.ProfileAsync(Bob)).Known.ShouldBeTrue();
    }

    [Fact]
    public async Task An_owed_hand_over_survives_a_crash()
    {
        await Shop.TrackAsync(Visitor, Added, "m1");
        Fixture.Writes.Refuse(int.MaxValue, after: 1);
        (await Shop.AskAsync(Visitor, new UserCommand.Surrender(Ada))).Taken.ShouldBeTrue();

        await CrashAndRestartAsync();
        await WaitUntilJoinedAsync(Ada, Visitor);

        (await Shop.CountAsync(Ada, Added)).ShouldBe(1);
    }

    [Fact]
    public async Task A_hand_over_whose_caller_went_away_is_carried_out()
    {
        await Shop.TrackAsync(Visitor, Added, "m1");

        (await Shop.AskAsync(Visitor, new UserCommand.Surrender(Ada))).Taken.ShouldBeTrue();

        await WaitUntilJoinedAsync(Ada, Visitor);
        (await Shop.CountAsync(Ada, Added)).ShouldBe(1);
    }

    [Fact]
    public async Task A_hand_over_that_was_refused_is_carried_out_when_writes_are_taken_again()
    {
        await Shop.TrackAsync(Visitor, Added, "m1");
        var refused = Fixture.Writes.RefusedAsync();
        Fixture.Writes.Refuse(1, after: 1);
        await Shop.AskAsync(Visitor, new UserCommand.Surrender(Ada));
        await refused.WaitAsync(Deadline);

        await WaitUntilJoinedAsync(Ada, Visitor);

        (await Shop.CountAsync(Ada, Added)).ShouldBe(1);
    }

    [Fact]
    public async Task A_hand_over_to_an_erased_person_brings_nobody_back()
    {
        await Shop.TrackAsync(Visitor, Added, "m1");
        await Shop.AskAsync(Ada, new UserCommand.Erase());

        (await Joining.JoinAsync(Host, Shop.Id, Ada, Visitor, default)).ShouldBeNull();

        (await Shop.ProfileAsync(Ada)).ErasedAt.ShouldNotBeNull();
        (await Shop.TrackAsync(Visitor, Added, "m2")).Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.Erased);
    }

    [Fact]
    public async Task Two_people_joined_to_each_other_at_once_become_one_and_lose_nothing()
    {
        for (var round = 0; round < 20; round++)
        {
            var (one, two) = (PersonId.Known($"one {round}"), PersonId.Known($"two {round}"));
            await Shop.TrackAsync(one, Added, $"m1 {round}");
            await Shop.TrackAsync(two, Added, $"m2 {round}");

            await Task.WhenAll(
                Joining.JoinAsync(Host, Shop.Id, one, two, default).AsTask(), Joining.JoinAsync(Host, Shop.Id, two, one, default).AsTask());

            (await Shop.TrackAsync(one, Added, $"m3 {round}")).Taken.ShouldBeTrue();
            (await Shop.TrackAsync(two, Added, $"m4 {round}")).Taken.ShouldBeTrue();
            (await Shop.ProfileAsync(one)).Person.ShouldBe((await Shop.ProfileAsync(two)).Person);
            (await Shop.CountAsync(one, Added)).ShouldBe(4);
        }
    }

    private Task WaitUntilJoinedAsync(PersonId person, PersonId from) => PassUntilAsync(Subject.Facts.WaitForAsync(
        record => record.Actor.Person == person && record.Fact is Fact.Joined joined && joined.From == from, Deadline));
}
