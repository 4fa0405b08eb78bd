using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Runtime.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Testing.Specifications;

public abstract partial class ActorHostSpecification
{
    [Fact]
    public async Task Commands_to_one_actor_are_decided_in_the_order_given()
    {
        // Each event is new to the person, so the profile lists the events in the order they were decided.
        var commands = Enumerable.Range(0, 100).Select(i => Shop.Envelope(Ada, Shop.Track($"event {i:D3}", $"m{i}"))).ToArray();

        var answers = await Host.AskAsync(commands, default);

        answers.ShouldAllBe(answer => answer.Taken);
        var events = (await Shop.ProfileAsync(Ada)).Events;
        events.Select(counter => counter.Event).Where(name => name.StartsWith("event", StringComparison.Ordinal))
            .ShouldBe(Enumerable.Range(0, 100).Select(i => $"event {i:D3}"));
    }

    [Fact]
    public async Task Commands_asked_one_after_the_other_without_waiting_are_decided_in_that_order()
    {
        var answers = Enumerable.Range(0, 50).Select(i => Shop.TrackAsync(Ada, $"event {i:D3}", $"m{i}")).ToArray();
        await Task.WhenAll(answers);

        var events = (await Shop.ProfileAsync(Ada)).Events;
        events.Select(counter => counter.Event).Where(name => name.StartsWith("event", StringComparison.Ordinal))
            .ShouldBe(Enumerable.Range(0, 50).Select(i => $"event {i:D3}"));
    }

    [Fact]
    public async Task A_batch_is_answered_one_by_one_in_the_order_given()
    {
        await Shop.AskAsync(Bob, new UserCommand.Erase());
        PersonId[] people = [Ada, Bob, Visitor, Bob, Ada];

        var answers = await Host.AskAsync(people.Select(person => Shop.Envelope(person, new UserCommand.Describe())).ToArray(), default);

        answers.Select(answer => answer.Reply.ShouldBeOfType<UserProfile>().Person).ShouldBe(people);
    }

    [Fact]
    public async Task A_batch_with_a_refused_command_takes_the_others()
    {
        await Shop.AskAsync(Bob, new UserCommand.Erase());
        Envelope[] commands = [Shop.Envelope(Ada, Shop.Track(Bought, "m1")), Shop.Envelope(Bob, Shop.Track(Bought, "m2"))];

        var answers = await Host.AskAsync(commands, default);

        answers[0].Taken.ShouldBeTrue();
        answers[1].Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.Erased);
    }

    [Fact]
    public async Task An_empty_batch_is_answered()
    {
        (await Host.AskAsync(ReadOnlyMemory<Envelope>.Empty, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_full_mailbox_refuses_as_overloaded_and_loses_nothing_accepted()
    {
        Fixture.Writes.Hold();
        var answers = Enumerable.Range(0, 20 * Fixture.MailboxCapacity).Select(i => Shop.TrackAsync(Ada, Bought, $"m{i}")).ToArray();
        await Fixture.Writes.HeldAsync().WaitAsync(Deadline);
        Fixture.Writes.Release();

        var decided = await Task.WhenAll(answers).WaitAsync(Deadline);

        decided.Count(answer => !answer.Taken).ShouldBeGreaterThan(0);
        decided.ShouldAllBe(answer => answer.Taken || answer.Refusal!.Code == Refusal.Overloaded);
        (await Shop.CountAsync(Ada, Bought)).ShouldBe(decided.Count(answer => answer.Taken));
    }

    [Fact]
    public async Task After_overload_commands_are_taken_again()
    {
        Fixture.Writes.Hold();
        var answers = Enumerable.Range(0, 20 * Fixture.MailboxCapacity).Select(i => Shop.TrackAsync(Ada, Bought, $"m{i}")).ToArray();
        Fixture.Writes.Release();
        await Task.WhenAll(answers).WaitAsync(Deadline);

        (await Shop.TrackAsync(Bob, Bought, "later")).Taken.ShouldBeTrue();
    }
}
