using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using NodaTime;
using Engagement.ReadModels.Tests.Worlds;
using Engagement.Testing.Specifications;
using Shouldly;
using Xunit;
using static Engagement.ReadModels.Tests.Told;

namespace Engagement.ReadModels.Tests.Specifications;

public abstract class TimelineSpecification : ReadModelsSpecification
{
    private protected TimelineSpecification(IWorlds worlds)
        : base(worlds)
    {
    }

    [SpecificationFact]
    public async Task Every_fact_is_a_line_newest_first()
    {
        await using var world = await StartAsync();
        world.Feed.Write(
            Key(Ada),
            Event("Product Added", 1), Sent("d1", minutes: 2), Receipt(ReceiptKind.Shown, "d1", minutes: 3), Converted("d1", 12.5, minutes: 4),
            Recalled("d2", minutes: 5), new Fact.Identified(At(6)), Joined(Visitor, 7));

        (await world.TimelineAsync(Ada)).ShouldBe(
            ["joined visitor", "identified identified", "recall abandoned-cart", "conversion Order Completed", "receipt shown", "decision abandoned-cart",
                "event Product Added"]);
    }

    [SpecificationFact]
    public async Task A_line_tells_what_is_known_by_wire_name()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Ada), new Fact.Decided(new Trace(
            Cart, Verdict.Held, Rule.QuietHours, 1, Noon, Due: At(60), Variant: "plain", Detail: "22:00 to 07:00")));

        var line = (await world.Models.TimelineAsync(World.Shop, Ada, null, 10, CancellationToken.None)).Items.Single();

        line.At.ShouldBe(Noon);
        line.Fields.ShouldBe(
            new Dictionary<string, string>
            {
                ["verdict"] = "held",
                ["rule"] = "quietHours",
                ["due"] = "2026-12-01T13:00:00Z",
                ["variant"] = "plain",
                ["detail"] = "22:00 to 07:00",
            },
            ignoreOrder: true);
    }

    [SpecificationFact]
    public async Task What_happened_earlier_and_came_later_stands_in_its_place()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Ada), Event("now", 600), Event("then", 5), Event("now too", 600), Event("in between", 300));
        (await world.TimelineAsync(Ada)).ShouldBe(["event now too", "event now", "event in between", "event then"]);

        world.Feed.Write(Key(Ada), Event("before", 0), Event("same hour as then", 6));

        (await world.TimelineAsync(Ada)).ShouldBe(
            ["event now too", "event now", "event in between", "event same hour as then", "event then", "event before"]);
    }

    [SpecificationTheory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Pages_put_together_are_the_whole(int limit)
    {
        await using var world = await StartAsync();
        var random = new Random(7);
        foreach (var person in new[] { Ada, Visitor })
        {
            for (var batch = 0; batch < 10; batch++)
            {
                world.Feed.Write(Key(person), [.. Enumerable.Range(0, 10).Select(i => Event($"{person.Value} {batch} {i}", random.Next(0, 300)))]);
                await world.TimelineAsync(person);
            }
        }

        world.Feed.Write(Key(Ada), Joined(Visitor, 1));
        var whole = await world.TimelineAsync(Ada);
        var paged = new List<string>();
        var times = new List<Instant>();
        string? cursor = null;
        do
        {
            var page = await world.Models.TimelineAsync(World.Shop, Ada, cursor, limit, CancellationToken.None);
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            paged.AddRange(page.Items.Select(line => $"{line.Kind} {line.Name}"));
            times.AddRange(page.Items.Select(line => line.At));
            cursor = page.Cursor;
        }
        while (cursor is not null);

        paged.ShouldBe(whole);
        paged.Count.ShouldBe(201);
        paged.ShouldBeUnique();
        times.ShouldBe(times.OrderDescending());
    }

    [SpecificationFact]
    public async Task A_page_goes_on_where_it_ended_though_new_facts_came()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Ada), Event("one", 1), Event("two", 2), Event("three", 3));
        var first = await world.Models.TimelineAsync(World.Shop, Ada, null, 2, CancellationToken.None);
        world.Feed.Write(Key(Ada), Event("four", 4));

        var second = await world.Models.TimelineAsync(World.Shop, Ada, first.Cursor, 2, CancellationToken.None);

        second.Items.Select(line => line.Name).ShouldBe(["one"]);
        second.Cursor.ShouldBeNull();
    }

    [SpecificationTheory]
    [InlineData("")]
    [InlineData("not a cursor")]
    [InlineData("AAAA")]
    [InlineData("////")]
    public async Task A_cursor_that_was_not_given_out_is_refused(string cursor)
    {
        await using var world = await StartAsync();

        await Should.ThrowAsync<FormatException>(() => world.Models.TimelineAsync(World.Shop, Ada, cursor, 2, CancellationToken.None));
    }

    [SpecificationFact]
    public async Task Decisions_are_read_by_person_and_campaign_with_all_they_said()
    {
        await using var world = await StartAsync();
        var held = new Trace(Cart, Verdict.Held, Rule.Delay, 7, At(1), Due: At(31));
        var dropped = new Trace(Welcome, Verdict.Dropped, Rule.Audience, 7, At(1), Detail: "plan is free");
        var sent = new Trace(Cart, Verdict.Sent, Rule.None, 7, At(31), Delivery: new DeliveryId("d1"), Variant: "plain", LostTo: Welcome);
        world.Feed.Write(Key(Ada), Event("Product Added"), new Fact.Decided(held), new Fact.Decided(dropped));
        world.Feed.Write(Key(Ada), new Fact.Decided(sent));

        (await world.DecisionsAsync(Ada)).ShouldBe([sent, dropped, held]);
        (await world.DecisionsAsync(Ada, Cart)).ShouldBe([sent, held]);
        (await world.DecisionsAsync(Visitor)).ShouldBeEmpty();
        var page = await world.Models.DecisionsAsync(World.Shop, Ada, null, null, 2, CancellationToken.None);
        page.Items.ShouldBe([sent, dropped]);
        (await world.Models.DecisionsAsync(World.Shop, Ada, null, page.Cursor, 2, CancellationToken.None)).Items.ShouldBe([held]);
    }
}
