using Engagement.Load.Driving;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Driving;

public sealed class BareCommitsTests
{
    [Fact]
    public void Covers_every_counted_send_once_and_leaves_nothing_behind()
    {
        var folder = Directory.CreateTempSubdirectory("bare-commits-");
        try
        {
            var plan = new RunPlan(Schedule.Open(2_000), 0, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300), null);

            var latency = BareCommits.Drive(plan, folder.FullName);

            latency.Count.ShouldBe(600);
            latency.Percentile(0).ShouldBeGreaterThan(0);
            folder.EnumerateFiles().ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
