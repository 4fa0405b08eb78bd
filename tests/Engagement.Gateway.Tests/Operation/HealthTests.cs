using Engagement.Gateway.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Operation;

public sealed class HealthTests(HealthTests.OwnApp app) : IClassFixture<HealthTests.OwnApp>
{
    [Fact]
    public async Task A_server_that_takes_commands_is_ready_and_one_that_does_not_says_what_is_missing()
    {
        (await GetAsync("/health/live")).Json.GetProperty("status").GetString().ShouldBe("live");
        var ready = await GetAsync("/health/ready");
        ready.Status.ShouldBe(200);
        ready.Json.GetProperty("status").GetString().ShouldBe("ready");

        await app.StopEngineAsync();
        var notReady = await GetAsync("/health/ready");
        notReady.Status.ShouldBe(503);
        notReady.Json.GetProperty("missing").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("the host is not running");
        (await GetAsync("/health/live")).Status.ShouldBe(200);
    }

    private async Task<Exchange> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Exchange.OfAsync(app.Http, request);
    }

    /// <summary>One whose engine may be taken away.</summary>
    public sealed class OwnApp : GatewayApp;
}
