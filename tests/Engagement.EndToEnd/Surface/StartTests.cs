using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Engagement.EndToEnd.Surface;

/// <summary>How the process begins and ends.</summary>
public sealed class StartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("Gateway:PingSeconds", "2", "Engagement:Gateway:PingSeconds")]
    [InlineData("Gateway:Pings", "2", "Engagement:Gateway:Pings: unknown")]
    [InlineData("Node:Partitions", "many", "Engagement:Node:Partitions")]
    [InlineData("ReadModels:Linger", "1.00:00:00", "Engagement:ReadModels:Linger")]
    [InlineData("Dta", "here", "Engagement:Dta: unknown")]
    public Task A_bad_option_stops_the_start_with_its_name_in_one_line(string name, string value, string named) =>
        ShouldNotStart(named, $"--Engagement:{name}", value);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("http://127.0.0.1:99999")]
    public Task So_does_an_address_that_is_none(string url) => ShouldNotStart($"urls: '{url}'", "--urls", url);

    [Fact]
    public Task So_does_a_switch_that_nobody_knows() => ShouldNotStart("--dmeo: unknown; expected --demo", "--dmeo");

    [Fact]
    public async Task So_does_an_address_that_another_process_has_before_any_key_is_printed()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        await ShouldNotStart($"urls: {other.LocalEndpoint} is in use", "--urls", $"http://{other.LocalEndpoint}");
    }

    [Fact]
    public async Task A_data_folder_that_another_process_holds_stops_the_start_in_one_line()
    {
        var folder = Directory.CreateTempSubdirectory("engagement-e2e-");
        try
        {
            await using var held = File.Open(Path.Combine(folder.FullName, "node.lock"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            using var server = Child.Start("dotnet", [Places.Assembly("Engagement.Server"), "--Engagement:Data", folder.FullName]);
            await server.WaitAsync(Patience);
            server.ExitCode.ShouldBe(1);
            server.Said.ShouldHaveSingleItem().ShouldContain("the data folder is in use by another process");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Told_to_stop_it_ends_open_streams_and_itself()
    {
        await using var server = await EngagementServer.Start();
        using var http = new HttpClient { BaseAddress = server.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/inapp/stream?userId=u&writeKey={server.Api.WriteKey}");
        using var stream = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        using var signal = Process.Start("kill", ["-TERM", .. server.Processes.Select(process => $"{process.Id}")]);
        var lines = (await reader.ReadToEndAsync().WaitAsync(Patience)).Split('\n');
        lines.Count(line => line.StartsWith("retry: ", StringComparison.Ordinal)).ShouldBe(2);
        foreach (var process in server.Processes)
        {
            await process.WaitAsync(Patience);
            process.ExitCode.ShouldBe(0, process.Last(60));
        }
    }

    [Fact]
    public async Task Keys_are_printed_at_the_first_start_only()
    {
        await using var server = await EngagementServer.Start();
        server.Said.Count(line => line.Contains(server.Api.SecretKey, StringComparison.Ordinal)).ShouldBe(1);
        server.Kill();
        await server.Restart();
        server.Said.ShouldAllBe(line => !line.Contains("_key", StringComparison.Ordinal) && !line.Contains("secret key", StringComparison.Ordinal));
        (await server.Api.Get("/v1/campaigns")).ShouldSucceed();
    }

    private static async Task ShouldNotStart(string because, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("engagement-e2e-");
        try
        {
            using var server = Child.Start("dotnet", [Places.Assembly("Engagement.Server"), "--Engagement:Data", folder.FullName, .. arguments]);
            await server.WaitAsync(Patience);
            server.ExitCode.ShouldBe(1);
            server.Said.ShouldHaveSingleItem().ShouldContain(because);
            folder.GetFileSystemInfos().ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
