using System.Net.Sockets;
using System.Text;
using Engagement.Core;
using Engagement.Core.Messages;
using Engagement.Gateway.InApp.Streaming;
using Engagement.Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.InApp;

/// <summary>How streams end, and what a bad reader costs; each test has a server of its own.</summary>
public sealed class StreamEndTests
{
    private const int Offered = 20_000;

    [Fact]
    public async Task A_server_that_stops_ends_its_streams_and_tells_when_to_come_back()
    {
        await using var app = new GatewayApp();
        await app.InitializeAsync();
        var workspace = await app.CreateWorkspaceAsync();
        await using var stream = await EventReader.OpenAsync(workspace, "userId=u");
        var stopping = app.StopAsync();
        (await stream.NextAsync()).ShouldBeNull();
        await stopping.WaitAsync(TimeSpan.FromSeconds(30));
        stream.Retry.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_reader_that_does_not_read_holds_up_nobody_and_is_told_to_resync()
    {
        await using var app = new GatewayApp();
        await app.InitializeAsync();
        var workspace = await app.CreateWorkspaceAsync();
        using var slow = await OpenRawAsync(app, workspace);
        await using var quick = await EventReader.OpenAsync(workspace, "userId=quick");
        var streams = app.Services.GetRequiredService<Streams>();
        for (var sequence = 1; sequence <= Offered; sequence++)
        {
            streams.Present(workspace.Id, PersonId.Known("slow"), MessageOf(sequence));
        }

        streams.Present(workspace.Id, PersonId.Known("quick"), MessageOf(1));
        (await quick.NextMessageAsync()).GetProperty("seq").GetInt64().ShouldBe(1);

        var (messages, resyncs) = await ReadUntilResyncAsync(slow);
        resyncs.ShouldBe(1);
        messages.ShouldBeLessThan(Offered);
    }

    [Fact]
    public async Task No_more_streams_are_opened_than_the_server_may_have()
    {
        await using var app = new Small();
        await app.InitializeAsync();
        var workspace = await app.CreateWorkspaceAsync();
        await using var one = await EventReader.OpenAsync(workspace, "userId=a");
        await using var two = await EventReader.OpenAsync(workspace, "userId=b");
        (await workspace.GetAsync("/v1/inapp/stream?userId=c", workspace.WriteKey)).ShouldBeProblem(429, "tooManyStreams").Headers["Retry-After"].ShouldBe("1");
    }

    private static async Task<Socket> OpenRawAsync(GatewayApp app, TestWorkspace workspace)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096, ReceiveTimeout = 30_000 };
        await socket.ConnectAsync(app.Http.BaseAddress!.Host, app.Http.BaseAddress.Port);
        var request = $"GET /v1/inapp/stream?userId=slow&writeKey={workspace.WriteKey} HTTP/1.1\r\nHost: x\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        await Until.TrueAsync(() => app.Services.GetRequiredService<Streams>().Watching(workspace.Id).Count == 1);
        return socket;
    }

    private static async Task<(int Messages, int Resyncs)> ReadUntilResyncAsync(Socket socket)
    {
        using var reader = new StreamReader(new NetworkStream(socket));
        var messages = 0;
        while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
        {
            messages += line == "event: message" ? 1 : 0;
            if (line == "event: resync")
            {
                return (messages, 1);
            }
        }

        return (messages, 0);
    }

    private static QueuedMessage MessageOf(long sequence) => new(
        new DeliveryId($"d{sequence}"), new CampaignId("c"), "v", InAppKind.Modal, Encoding.UTF8.GetBytes($"{{\"body\":\"{new string('x', 2_000)}\"}}"),
        new Display(), default, "en", false, Instant.FromUnixTimeSeconds(0), Instant.FromUnixTimeSeconds(1), sequence);

    private sealed class Small : GatewayApp
    {
        protected override Dictionary<string, string?> Settings => new() { ["Engagement:Gateway:MostStreams"] = "2" };
    }
}
