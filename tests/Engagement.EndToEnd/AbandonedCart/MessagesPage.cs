using Microsoft.Playwright;

namespace Engagement.EndToEnd.AbandonedCart;

/// <summary>An app's page in Chromium, its stream open, that lists what is to be shown.</summary>
internal sealed class MessagesPage(IPage page)
{
    private const float Patience = 30_000;

    /// <summary>Opened, and the stream has said hello.</summary>
    public static async Task<MessagesPage> Open(BrowserFixture browser, EngagementServer server, string user)
    {
        var page = await browser.Open("messages.html", ("base", server.Base), ("key", server.Api.WriteKey), ("user", user));
        await page.WaitForSelectorAsync("body[data-hello]", new() { Timeout = Patience, State = WaitForSelectorState.Attached });
        return new MessagesPage(page);
    }

    /// <summary>Waits until a message of the campaign is on the page.</summary>
    public async Task<(string DeliveryId, string Text, DateTimeOffset At)> Shows(string campaign)
    {
        var item = (await page.WaitForSelectorAsync($"li[data-campaign='{campaign}']", new() { Timeout = Patience }))!;
        var at = long.Parse((await item.GetAttributeAsync("data-shown-at"))!);
        return ((await item.GetAttributeAsync("data-delivery"))!, await item.InnerTextAsync(), DateTimeOffset.FromUnixTimeMilliseconds(at));
    }

    /// <summary>Waits until no message of the campaign is on the page.</summary>
    public Task ShowsNo(string campaign, TimeSpan within) => page.WaitForSelectorAsync(
        $"li[data-campaign='{campaign}']", new() { State = WaitForSelectorState.Detached, Timeout = (float)within.TotalMilliseconds });

    public Task<int> Count(string campaign) => page.Locator($"li[data-campaign='{campaign}']").CountAsync();

    /// <summary>Sends a receipt from the page.</summary>
    public async Task Tell(string kind, string deliveryId) =>
        (await page.EvaluateAsync<int>(
            "([kind, deliveryId, receiptId]) => window.tell(kind, deliveryId, receiptId)", new[] { kind, deliveryId, $"{kind}-{deliveryId}" }))
        .ShouldBe(200);

    public Task Close() => page.Context.CloseAsync();
}
