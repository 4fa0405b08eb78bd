using Dapper;
using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Engagement.ReadModels.Tests.Worlds;
using Engagement.Runtime.ReadSide;
using Engagement.Testing.Specifications;
using Shouldly;
using static Engagement.ReadModels.Tests.Told;

namespace Engagement.ReadModels.Tests.Specifications;

public abstract class RebuildSpecification : ReadModelsSpecification
{
    private protected RebuildSpecification(IWorlds worlds)
        : base(worlds)
    {
    }

    private static readonly PersonId[] People =
        [.. Enumerable.Range(0, 12).Select(i => i % 3 == 0 ? PersonId.Anonymous($"a{i}") : PersonId.Known($"k{i}"))];

    [SpecificationFact]
    public async Task A_rebuild_changes_no_answer()
    {
        await using var world = await StartAsync();
        await LiveAsync(world, new Random(11));
        var before = await AnswersAsync(world);
        before.ShouldContain("conversion");

        await world.Projector.RebuildAsync(CancellationToken.None);

        (await AnswersAsync(world)).ShouldBe(before);
    }

    [SpecificationFact]
    public async Task A_rebuild_puts_right_what_was_wrong()
    {
        await using var world = await StartAsync();
        await LiveAsync(world, new Random(12));
        var before = await AnswersAsync(world);
        await using (var projections = world.PeekProjections())
        {
            projections.Execute("DELETE FROM timeline WHERE actor % 2 = 0; UPDATE results SET sent = sent * 3; UPDATE actors SET person = id;");
        }

        (await AnswersAsync(world)).ShouldNotBe(before);
        await world.Projector.RebuildAsync(CancellationToken.None);

        (await AnswersAsync(world)).ShouldBe(before);
    }

    [SpecificationFact]
    public async Task Lost_projections_are_made_again_at_the_start()
    {
        await using var world = await StartAsync();
        await LiveAsync(world, new Random(13));
        var before = await AnswersAsync(world);
        await world.StopAsync();
        world.LoseProjections();

        await world.RestartAsync();

        (await AnswersAsync(world)).ShouldBe(before);
    }

    [SpecificationFact]
    public async Task A_rebuild_over_a_fact_that_cannot_be_projected_comes_to_its_end()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Ada), Sent("d1"), Converted("d1", double.NaN), Event("Login"));
        (await world.TimelineAsync(Ada)).Count.ShouldBe(2);

        await world.Projector.RebuildAsync(CancellationToken.None);

        (await world.TimelineAsync(Ada)).Count.ShouldBe(2);
        (await world.ResultsAsync(Cart)).Totals.Sent.ShouldBe(1);
    }

    /// <summary>People do what people do: events out of order, decisions, receipts, joins, erasures; some of it told twice.</summary>
    internal static async Task LiveAsync(World world, Random random)
    {
        for (var turn = 0; turn < 300; turn++)
        {
            var person = People[random.Next(People.Length)];
            var minutes = random.Next(0, 60 * 24 * 4);
            var told = world.Feed.Write(Key(person), [.. Enumerable.Range(0, random.Next(1, 5)).Select(i => AnyFact(random, minutes + i, $"{turn}-{i}"))]);
            if (random.Next(10) == 0)
            {
                world.Feed.Write(told.Partition, told.Facts);
            }

            if (random.Next(20) == 0)
            {
                await world.TimelineAsync(person);
            }
        }

        world.Feed.Write(Key(People[1]), Joined(People[0]));
        world.Feed.Write(Key(People[4]), Joined(People[3]));
        world.Feed.Write(Key(People[4]), Erased());
        world.Feed.Write(Key(People[3]), Event("late"), Sent("late"));
    }

    /// <summary>Everything that can be asked, as text.</summary>
    internal static async Task<string> AnswersAsync(World world)
    {
        var answers = new List<string>();
        foreach (var person in People)
        {
            var lines = await world.Models.TimelineAsync(World.Shop, person, null, 1_000, CancellationToken.None);
            answers.AddRange(lines.Items.Select(line => $"{line.At} {line.Kind} {line.Name} {string.Join(',', line.Fields)}"));
            answers.AddRange((await world.DecisionsAsync(person)).Select(trace => trace.ToString()));
            answers.AddRange((await world.DecisionsAsync(person, Cart)).Select(trace => trace.ToString()));
        }

        foreach (var campaign in new[] { Cart, Welcome })
        {
            var results = await world.ResultsAsync(campaign, new ResultsQuery(From: null, To: null, SeriesStep.Hour, ByVariant: true));
            answers.AddRange(results.Series.Select(point => $"{point.From} {point.Variant} {Text(point.Counts)}"));
            answers.Add(Text(results.Totals));
        }

        return string.Join('\n', answers);
    }

    private static string Text(ResultCounts counts) =>
        $"{counts} {string.Join(',', counts.Suppressed.OrderBy(rule => rule.Key, StringComparer.Ordinal))}";

    private static Fact AnyFact(Random random, int minutes, string id) => random.Next(8) switch
    {
        0 => Sent(id, random.Next(2) == 0 ? "picture" : "plain", minutes, random.Next(2) == 0 ? Cart : Welcome),
        1 => Decided((Verdict)random.Next(1, 4), random.Next(2) == 0 ? Rule.Audience : Rule.Cap("c"), minutes),
        2 => Receipt((ReceiptKind)random.Next(6), id, first: random.Next(2) == 0, minutes: minutes),
        3 => Converted(id, random.Next(100), minutes: minutes),
        4 => Recalled(id, minutes: minutes),
        5 => new Fact.Identified(At(minutes)),
        _ => Event($"event {id}", minutes),
    };
}
