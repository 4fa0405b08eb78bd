using Dapper;
using Engagement.ReadModels.Tests.Worlds;
using Shouldly;
using Xunit;
using static Engagement.ReadModels.Tests.Told;

namespace Engagement.ReadModels.Tests.Sqlite;

public sealed class SqliteFilesTests
{
    [Fact]
    public async Task A_folder_that_cannot_be_written_holds_it_up_until_it_can_be()
    {
        await using var world = new SqliteWorld("folder");
        Directory.CreateDirectory(Path.GetDirectoryName(world.Directory)!);
        File.WriteAllText(world.Directory, "in the way");
        world.Options.ReadTimeout = TimeSpan.FromMilliseconds(300);
        await world.Projector.StartAsync(CancellationToken.None);
        world.Feed.Write(Key(Ada), Event("Login"));

        var failure = await Should.ThrowAsync<TimeoutException>(() => world.TimelineAsync(Ada));

        failure.Message.ShouldContain("held up");
        world.Feed.ReleasedTo(world.Feed.PartitionOf(Key(Ada))).ShouldBe(0);
        world.Options.ReadTimeout = TimeSpan.FromSeconds(30);
        File.Delete(world.Directory);
        (await world.TimelineAsync(Ada)).ShouldBe(["event Login"]);
        world.Projector.Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task A_newer_file_is_not_touched()
    {
        await using var world = new SqliteWorld("newer");
        await world.RestartAsync();
        await world.TimelineAsync(Ada);
        await world.StopAsync();
        await using (var facts = world.PeekArchive())
        {
            facts.Execute("PRAGMA user_version = 99");
        }

        Should.Throw<InvalidOperationException>(() => world.OpenPipeline()).Message.ShouldContain("99");
    }
}
