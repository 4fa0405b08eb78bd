using System.Diagnostics;

namespace Engagement.EndToEnd.Demo;

public sealed class DemoTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const float Patience = 45_000;
    private static readonly ServerSetup AsDemo = new() { Arguments = ["--demo"] };

    [Fact]
    public async Task The_demo_is_served_within_a_minute_of_the_start()
    {
        var started = Stopwatch.StartNew();
        await using var server = await EngagementServer.Start(AsDemo);
        var page = await server.Api.Send(HttpMethod.Get, "/demo", null, key: null);
        page.ShouldSucceed().MediaType.ShouldBe("text/html");
        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        (await server.Api.Send(HttpMethod.Get, "/", null, key: null)).Text.ShouldBe(page.Text);
    }

    [RequiresFact(Need.Chromium)]
    public async Task A_lamp_left_in_the_cart_brings_a_message_and_the_page_says_why()
    {
        await using var server = await EngagementServer.Start(AsDemo);
        var page = await browser.OpenUrl($"{server.Base}/demo");
        var lamp = await page.Locator(".product").First.Locator("div").First.InnerTextAsync();

        // Whoever is new is welcomed first, in a dialogue that lets no click through until it is closed.
        await page.Locator("#modal-close").ClickAsync(new() { Timeout = Patience });
        await page.Locator("[data-testid=add-to-cart]").First.ClickAsync();
        var decision = page.Locator("[data-testid=decision]:has(.verdict:text-is('sent')):has-text('Abandoned cart')");
        await decision.WaitForAsync(new() { Timeout = Patience });
        (await decision.InnerTextAsync()).ShouldContain("nothing stands against it");
        await page.Locator($"[data-testid=message]:has-text('{lamp}')").WaitForAsync(new() { Timeout = Patience });
        await page.Context.CloseAsync();
    }
}
