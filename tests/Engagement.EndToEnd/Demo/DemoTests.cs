using System.Diagnostics;

namespace Engagement.EndToEnd.Demo;

public sealed class DemoTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly ServerSetup AsDemo = new() { Arguments = ["--demo"] };

    [Fact]
    public async Task The_demo_is_served_within_a_minute_of_the_start()
    {
        var started = Stopwatch.StartNew();
        await using var server = await EngagementServer.Start(AsDemo);
        var page = await server.Api.Send(HttpMethod.Get, "/demo", null, key: null);
        page.ShouldSucceed().MediaType.ShouldBe("text/html");
        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }

    [RequiresFact(Need.Chromium)]
    public async Task A_lamp_left_in_the_cart_brings_a_message_and_the_page_says_why()
    {
        await using var server = await EngagementServer.Start(AsDemo);
        var page = await browser.OpenUrl($"{server.Base}/demo");
        await page.Locator("[data-testid=add-to-cart]").First.ClickAsync();
        await page.WaitForSelectorAsync("[data-testid=message]:visible", new() { Timeout = 45_000 });
        var decision = await page.WaitForSelectorAsync("[data-testid=decision]:has(.sent):has-text('Abandoned cart')", new() { Timeout = 15_000 });
        (await decision!.InnerTextAsync()).ShouldContain("nothing stands against it");
        await page.Context.CloseAsync();
    }
}
