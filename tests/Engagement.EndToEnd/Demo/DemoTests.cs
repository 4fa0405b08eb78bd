using System.Diagnostics;
using Microsoft.Playwright;

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

    [RequiresFact(Need.Chromium)]
    public async Task A_message_for_somebody_busy_waits_and_the_page_says_so_after_a_reload_too()
    {
        await using var server = await EngagementServer.Start(AsDemo);
        var page = await browser.OpenUrl($"{server.Base}/demo");
        var waiting = page.Locator("[data-testid=waiting]");
        await page.Locator("#modal-close").ClickAsync(new() { Timeout = Patience });
        await page.Locator("[data-testid=busy]").CheckAsync();
        await page.Locator("[data-testid=event]:has-text('Busy:')").WaitForAsync(new() { Timeout = Patience });
        for (var look = 0; look < 3; look++)
        {
            await page.Locator("[data-testid=look]").First.ClickAsync();
        }

        await waiting.Filter(new() { HasText = "1 message waits" }).WaitForAsync(new() { Timeout = Patience });
        (await page.Locator(".banner").CountAsync()).ShouldBe(0);

        await page.ReloadAsync();
        await waiting.Filter(new() { HasText = "1 message waits" }).WaitForAsync(new() { Timeout = Patience });
        await page.Locator("[data-testid=busy]:checked").WaitForAsync(new() { Timeout = Patience });

        await page.Locator("[data-testid=busy]").UncheckAsync();
        await page.Locator(".banner:has-text('Need a hand')").WaitForAsync(new() { Timeout = Patience });
        await waiting.Filter(new() { HasTextRegex = new("^$") }).WaitForAsync(new() { Timeout = Patience, State = WaitForSelectorState.Attached });
        await page.Context.CloseAsync();
    }

    [RequiresFact(Need.Chromium)]
    public async Task The_page_says_when_the_server_refuses_and_when_it_does_not_answer()
    {
        await using var server = await EngagementServer.Start(AsDemo);
        var page = await browser.OpenUrl($"{server.Base}/demo");
        await page.Locator("#modal-close").ClickAsync(new() { Timeout = Patience });
        var look = page.Locator("[data-testid=look]").First;
        var line = page.Locator("[data-testid=event]").First;

        await page.RouteAsync("**/v1/track**", route => route.ContinueAsync(new() { PostData = "{ \"event\": 5 }"u8.ToArray() }));
        await look.ClickAsync();
        await line.Filter(new() { Has = page.Locator(".verdict:text-is('refused')") }).WaitForAsync(new() { Timeout = Patience });
        (await line.InnerTextAsync()).ShouldContain("400 /event: expected a text");
        (await page.Locator("#latency").InnerTextAsync()).ShouldBe("–");

        await page.UnrouteAllAsync();
        server.Kill();
        await look.ClickAsync();
        await line.Filter(new() { Has = page.Locator(".verdict:text-is('failed')") }).WaitForAsync(new() { Timeout = Patience });
        (await line.InnerTextAsync()).ShouldContain("the server does not answer");
        await page.Context.CloseAsync();
    }
}
