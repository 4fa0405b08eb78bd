using Engagement.Core;
using Engagement.Runtime.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Testing.Specifications;

public abstract partial class ActorHostSpecification
{
    [Fact]
    public async Task An_answer_comes_only_after_the_write_is_durable()
    {
        Fixture.Writes.Hold();

        var answer = Shop.TrackAsync(Ada, Bought, "m1");
        await Fixture.Writes.HeldAsync().WaitAsync(Deadline);

        answer.IsCompleted.ShouldBeFalse();
        Fixture.Writes.Release();
        (await answer.WaitAsync(Deadline)).Taken.ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_answered_is_there_after_a_crash()
    {
        for (var i = 0; i < 20; i++)
        {
            (await Shop.TrackAsync(Ada, Bought, $"m{i}")).Taken.ShouldBeTrue();
        }

        await CrashAndRestartAsync();

        (await Shop.CountAsync(Ada, Bought)).ShouldBe(20);
    }

    [Fact]
    public async Task What_a_crash_cut_off_was_not_answered_and_is_not_there()
    {
        await Shop.TrackAsync(Ada, Bought, "before");
        Fixture.Writes.Hold();
        var answer = Shop.TrackAsync(Ada, Bought, "cut off");
        await Fixture.Writes.HeldAsync().WaitAsync(Deadline);

        await CrashAndRestartAsync();

        (await WasTakenAsync(answer)).ShouldBeFalse();
        (await Shop.CountAsync(Ada, Bought)).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_write_is_answered_unavailable_and_nothing_of_it_remains()
    {
        await Shop.LaunchAsync(Cart, CampaignDocuments.At(Bought));
        await Shop.TrackAsync(Ada, Added, "before");
        Fixture.Writes.Refuse(1);

        var answer = await Shop.TrackAsync(Ada, Bought, "refused");

        answer.Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.Unavailable);
        (await Shop.CountAsync(Ada, Bought)).ShouldBe(0);
        (await Shop.CountAsync(Ada, Added)).ShouldBe(1);
        (await Shop.ShownAsync(Ada)).ShouldBe(0);
        Fixture.Streams.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_refused_write_the_same_message_is_taken_as_new()
    {
        Fixture.Writes.Refuse(1);
        await Shop.TrackAsync(Ada, Bought, "m1");

        (await Shop.TrackAsync(Ada, Bought, "m1")).Taken.ShouldBeTrue();

        (await Shop.CountAsync(Ada, Bought)).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_campaign_change_is_not_in_force()
    {
        Fixture.Writes.Refuse(1);

        var answer = await Shop.TryPutAsync(Cart, CampaignDocuments.At(Bought));

        answer.Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.Unavailable);
        Host.CatalogOf(Shop.Id).ShouldNotBeNull().Campaigns.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repeated_message_has_no_second_effect()
    {
        await Shop.LaunchAsync(Cart, CampaignDocuments.At(Bought));
        await Shop.TrackAsync(Ada, Bought, "m1");

        (await Shop.TrackAsync(Ada, Bought, "m1")).Taken.ShouldBeTrue();
        await RestartAsync();
        (await Shop.TrackAsync(Ada, Bought, "m1")).Taken.ShouldBeTrue();
        await CrashAndRestartAsync();
        (await Shop.TrackAsync(Ada, Bought, "m1")).Taken.ShouldBeTrue();

        (await Shop.CountAsync(Ada, Bought)).ShouldBe(1);
        (await Shop.ShownAsync(Ada)).ShouldBe(1);
    }

    [Fact]
    public async Task Idle_actors_may_be_evicted_and_come_back_the_same()
    {
        await Shop.LaunchAsync(Cart, CampaignDocuments.At(Bought));
        await Shop.TrackAsync(Ada, Bought, "m1");
        var before = await Shop.ProfileAsync(Ada);

        await Subject.EvictAsync();

        (await Shop.ProfileAsync(Ada)).ToString().ShouldBe(before.ToString());
        (await Shop.ShownAsync(Ada)).ShouldBe(1);
    }

    /// <summary>A caller that a crash cut off may be refused or get an exception, as from a closed connection.</summary>
    private static async Task<bool> WasTakenAsync(Task<Answer> answer)
    {
        try
        {
            return (await answer.WaitAsync(LongestWait)).Taken;
        }
        catch (Exception cut) when (cut is not TimeoutException)
        {
            return false;
        }
    }
}
