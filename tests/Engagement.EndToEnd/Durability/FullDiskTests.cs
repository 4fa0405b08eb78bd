namespace Engagement.EndToEnd.Durability;

public sealed class FullDiskTests
{
    private const string Person = "full-disk";
    private const int MostUntilFull = 20_000;

    [RequiresFact(Need.Tmpfs, Need.OwnDisk)]
    public async Task A_full_disk_refuses_writes_with_the_reason_reads_go_on_and_freed_it_resumes_by_itself()
    {
        using var disk = Tmpfs.Mount(megabytes: 48);
        await using var server = await EngagementServer.Start(new ServerSetup { Data = Path.Combine(disk.Folder, "data") });
        var taken = 0;
        (await Track(server, taken++)).ShouldSucceed();
        disk.Fill();

        // The journal may still have room inside its file; then it meets the end of the disk.
        var answer = await Track(server, taken);
        while (answer.IsSuccess && taken < MostUntilFull)
        {
            answer = await Track(server, ++taken);
        }

        answer.ShouldBeProblem(503);
        ((string)answer.Json["detail"]!).ShouldContain("full");
        answer.RetryAfter.ShouldNotBeNull();
        (await server.Api.Get($"/v1/inapp/messages?userId={Person}")).ShouldSucceed();
        var person = (await server.Api.Find(Person))!;
        person.Events["Product Viewed"].ShouldBe(taken);

        disk.Free();
        await Eventually.Get(() => Track(server, taken), again => again.IsSuccess, TimeSpan.FromSeconds(30));
        (await server.Api.Find(Person))!.Events["Product Viewed"].ShouldBe(taken + 1);
    }

    /// <summary>Sent again with the same number it is the same event.</summary>
    private static Task<Answer> Track(EngagementServer server, int number) =>
        server.Api.Ingest("/v1/track", $$"""{"userId":"{{Person}}","event":"Product Viewed","messageId":"full-{{number}}"}""");
}
