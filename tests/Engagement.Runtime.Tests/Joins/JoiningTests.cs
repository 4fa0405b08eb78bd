using Engagement.Testing;
using Shouldly;
using Xunit;

namespace Engagement.Runtime.Tests.Joins;

public sealed class JoiningTests
{
    [Fact]
    public void However_joins_meet_and_crash_every_event_is_counted_once()
    {
        for (var seed = 0; seed < PropertyCases.Count * 10; seed++)
        {
            var simulation = new JoinSimulation(seed);

            simulation.Run(people: 2 + seed % 4, joins: 1 + seed % 7);

            simulation.Taken.ShouldBe(simulation.Tracked, $"seed {seed}");
            simulation.Counted.ShouldBe(simulation.Taken, $"seed {seed}");
            simulation.Owes.ShouldBeFalse($"seed {seed}");
        }
    }
}
