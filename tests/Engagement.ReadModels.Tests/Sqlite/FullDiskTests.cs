using Engagement.Core;
using Engagement.ReadModels.Tests.Worlds;
using Shouldly;
using static Engagement.ReadModels.Tests.Told;

namespace Engagement.ReadModels.Tests.Sqlite;

public sealed class FullDiskTests
{
    [SmallDiskFact]
    public async Task On_a_full_disk_what_is_in_can_be_read_and_when_it_is_free_the_rest_comes_in()
    {
        await using var world = new SqliteWorld("disk");
        using var disk = new SmallDisk(world.Directory, kilobytes: 2_000);
        await world.Projector.StartAsync(CancellationToken.None);
        world.Feed.Write(Key(Ada), Event("Login"));
        (await world.TimelineAsync(Ada)).ShouldBe(["event Login"]);
        var released = world.Feed.ReleasedTo(world.Feed.PartitionOf(Key(Ada)));
        world.Options.ReadTimeout = TimeSpan.FromSeconds(5);

        world.Feed.Write(Key(Ada), [.. Enumerable.Range(0, 40_000).Select(i => Event($"Product {i} {new string('x', 40)}", 1))]);
        var failure = await Should.ThrowAsync<TimeoutException>(() => world.TimelineAsync(Ada));

        failure.Message.ShouldContain("full");
        world.Projector.Trouble!.ShouldContain("full");
        world.Feed.ReleasedTo(world.Feed.PartitionOf(Key(Ada))).ShouldBe(released);

        world.Options.ReadTimeout = TimeSpan.FromSeconds(60);
        disk.Resize(kilobytes: 64_000);
        var page = await world.Models.TimelineAsync(World.Shop, Ada, cursor: null, limit: 1, CancellationToken.None);
        page.Items.Single().Name.ShouldStartWith("Product 39999");
        await world.StopAsync();
    }

    [SmallDiskFact]
    public async Task On_a_full_disk_a_question_about_what_is_in_is_answered()
    {
        await using var world = new SqliteWorld("disk");
        using var disk = new SmallDisk(world.Directory, kilobytes: 2_000);
        await world.Projector.StartAsync(CancellationToken.None);
        world.Feed.Write(Key(Ada), Event("Login"));
        (await world.TimelineAsync(Ada)).ShouldBe(["event Login"]);
        FillUp(world.Directory);

        (await world.TimelineAsync(Ada)).ShouldBe(["event Login"]);
        world.Feed.WriteNothing(0);
        (await world.TimelineAsync(Ada)).ShouldBe(["event Login"]);
        (await world.ResultsAsync(new CampaignId("none"))).Totals.Sent.ShouldBe(0);
        await world.StopAsync();
    }

    private static void FillUp(string directory)
    {
        using var file = File.Create(Path.Combine(directory, "ballast"));
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // That is how it is known to be full.
        }
    }
}
