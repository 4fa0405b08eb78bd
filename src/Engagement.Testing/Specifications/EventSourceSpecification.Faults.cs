using System.Text;
using Engagement.Core;
using Engagement.Testing.Streams;
using Shouldly;
using Xunit;

namespace Engagement.Testing.Specifications;

public abstract partial class EventSourceSpecification
{
    public static TheoryData<CrashPoint> EveryPoint => [.. Enum.GetValues<CrashPoint>()];

    [SpecificationTheory]
    [MemberData(nameof(EveryPoint))]
    public async Task A_crash_at_any_point_loses_nothing_doubles_nothing_and_keeps_the_order(CrashPoint point)
    {
        await StopAsync();
        var names = Enumerable.Range(0, 3 * BatchSize).Select(i => $"event-{i}").ToArray();
        foreach (var name in names)
        {
            // Half of them have an id of their own, the others only their place.
            await Subject.AppendAsync(2, Call("ada", name, messageId: name.EndsWith('1') ? name : null));
            await Subject.AppendAsync(2, Call("bob", Seen));
        }

        await Subject.AppendAsync(2, "not json"u8.ToArray());
        await StartAsync(crashAt: point);
        await Ports.Reached.WaitAsync(Deadline);

        await CrashAndRestartAsync();

        // Behind everything that may be delivered again.
        await Subject.AppendAsync(2, Call("eve", Seen));
        await Ingest.TakenAsync((2 * names.Length) + 1, Deadline);

        TakenOf("ada").ShouldBe(names);
        foreach (var name in names)
        {
            (await Shop.CountAsync(PersonId.Known("ada"), name)).ShouldBe(1);
        }

        (await Shop.CountAsync(PersonId.Known("bob"), Seen)).ShouldBe(names.Length);
        var dead = await Subject.ReadDeadLettersAsync(1, Deadline);
        dead.Select(letter => letter.Item.Id).Distinct().ShouldHaveSingleItem();
        Encoding.UTF8.GetString(dead[0].Item.Body.Span).ShouldBe("not json");
    }

    [SpecificationFact]
    public async Task Nothing_is_checkpointed_before_it_is_durable()
    {
        Fixture.Writes.Hold();
        await PublishAsync("ada", Seen);
        await Fixture.Writes.HeldAsync().WaitAsync(Deadline);

        Ports.Checkpointed.ShouldBe(0);
        await CrashAndRestartAsync();
        await Ports.CheckpointedAsync(1, Deadline);

        (await Shop.CountAsync(PersonId.Known("ada"), Seen)).ShouldBe(1);
    }

    [SpecificationFact]
    public async Task What_the_host_refuses_for_now_is_held_and_tried_again_in_its_order()
    {
        await StopAsync();
        var names = Enumerable.Range(0, 2 * BatchSize).Select(i => $"event-{i}").ToArray();
        foreach (var name in names)
        {
            await Subject.AppendAsync(0, Call("ada", name));
        }

        Fixture.Writes.Refuse(writes: 3, after: 2);
        await StartAsync();
        await Ports.CheckpointedAsync(names.Length, Deadline);

        TakenOf("ada").ShouldBe(names);
        Ports.Delivered.Count.ShouldBe(names.Length);
        (await Subject.ReadDeadLettersAsync(0, Deadline)).ShouldBeEmpty();
    }
}
