using Engagement.Gateway.Tests.Hosting;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Operation;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("PingSeconds", "4", "between 5 and 60")]
    [InlineData("PingSeconds", "soon", "'soon'")]
    [InlineData("StreamBuffer", "0", "between 8 and 4096")]
    [InlineData("Pings", "20", "unknown; expected one of PingSeconds")]
    public async Task A_bad_option_stops_the_start_with_its_name(string name, string value, string expectation)
    {
        await using var app = new Configured(name, value);
        var wrong = await Should.ThrowAsync<OptionsValidationException>(app.InitializeAsync);
        var failure = wrong.Failures.ShouldHaveSingleItem();
        failure.ShouldContain($"Engagement:Gateway:{name}");
        failure.ShouldContain(expectation);
    }

    [Fact]
    public async Task A_good_option_is_taken()
    {
        await using var app = new Configured("PingSeconds", "7");
        await app.InitializeAsync();
        var workspace = await app.CreateWorkspaceAsync();
        await using var stream = await EventReader.OpenAsync(workspace, "userId=u");
        stream.Hello.GetProperty("pingSeconds").GetInt32().ShouldBe(7);
        app.Fixture.Clock.Advance(NodaTime.Duration.FromSeconds(7));
        (await stream.NextAsync())!.Value.EventType.ShouldBe("ping");
    }

    private sealed class Configured(string name, string value) : GatewayApp
    {
        protected override Dictionary<string, string?> Settings => new() { [$"Engagement:Gateway:{name}"] = value };
    }
}
