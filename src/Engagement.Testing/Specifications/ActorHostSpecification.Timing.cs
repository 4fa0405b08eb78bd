using Engagement.Core;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Testing.Specifications;

public abstract partial class ActorHostSpecification
{
    private static readonly Duration HalfAnHour = Duration.FromMinutes(30);
    private static readonly Duration AMoment = Duration.FromMilliseconds(1);

    [Fact]
    public async Task A_due_trigger_fires_once_and_not_before_it_is_due()
    {
        await AddToCartAsync();

        await PassAsync(HalfAnHour - AMoment, Ada);
        (await Shop.ShownAsync(Ada)).ShouldBe(0);

        Fixture.Clock.Advance(AMoment);
        await WaitUntilShownAsync(Ada);
        await PassAsync(Duration.FromDays(1), Ada);
        (await Shop.ShownAsync(Ada)).ShouldBe(1);
    }

    [Fact]
    public async Task A_trigger_that_came_due_while_the_host_was_down_fires_once_after_the_start()
    {
        await AddToCartAsync();

        await Subject.StopAsync();
        Fixture.Clock.Advance(Duration.FromHours(5));
        Fixture.Streams.Told.ShouldBeEmpty();
        await Subject.StartAsync();

        await WaitUntilShownAsync(Ada);
        await RestartAsync();
        await PassAsync(Duration.FromDays(1), Ada);
        (await Shop.ShownAsync(Ada)).ShouldBe(1);
    }

    [Fact]
    public async Task A_trigger_waits_through_a_crash_and_fires_when_it_is_due()
    {
        await AddToCartAsync();

        await CrashAndRestartAsync();
        await PassAsync(HalfAnHour - AMoment, Ada);
        (await Shop.ShownAsync(Ada)).ShouldBe(0);

        Fixture.Clock.Advance(AMoment);
        await WaitUntilShownAsync(Ada);
        (await Shop.ShownAsync(Ada)).ShouldBe(1);
    }

    [Fact]
    public async Task A_trigger_of_an_evicted_person_fires_when_it_is_due()
    {
        await AddToCartAsync();

        await Subject.EvictAsync();
        Fixture.Clock.Advance(HalfAnHour);

        await WaitUntilShownAsync(Ada);
        (await Shop.ShownAsync(Ada)).ShouldBe(1);
    }

    [Fact]
    public async Task A_trigger_whose_write_is_refused_fires_once_when_writes_are_taken_again()
    {
        await AddToCartAsync();
        var refused = Fixture.Writes.RefusedAsync();
        Fixture.Writes.Refuse(1);

        Fixture.Clock.Advance(HalfAnHour);
        await refused.WaitAsync(Deadline);
        Fixture.Streams.Told.ShouldBeEmpty();

        await WaitUntilShownAsync(Ada);
        await PassAsync(Duration.FromDays(1), Ada);
        (await Shop.ShownAsync(Ada)).ShouldBe(1);
    }

    [Fact]
    public async Task Triggers_of_many_people_all_fire()
    {
        await Shop.LaunchAsync(Cart, CampaignDocuments.After("PT30M", Added));
        var people = Enumerable.Range(0, 100).Select(i => PersonId.Known($"person {i}")).ToArray();
        await Host.AskAsync(people.Select(person => Shop.Envelope(person, Shop.Track(Added, $"of {person.Value}"))).ToArray(), default);

        Fixture.Clock.Advance(HalfAnHour);

        foreach (var person in people)
        {
            await WaitUntilShownAsync(person);
        }
    }

    private async Task AddToCartAsync()
    {
        await Shop.LaunchAsync(Cart, CampaignDocuments.After("PT30M", Added));
        (await Shop.TrackAsync(Ada, Added, "added")).Taken.ShouldBeTrue();
    }
}
