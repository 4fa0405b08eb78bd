using Microsoft.Playwright;

namespace Engagement.EndToEnd.Harness;

/// <summary>The machine's own Chromium and a server of pages for the tests of a class, started by the first that is not skipped.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // Without these Chromium looks up hosts of its maker at every start.
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private PageServer? _pages;

    /// <summary>Opens one of the tests' pages, in a profile of its own.</summary>
    /// <param name="parameters">Handed to the page in its fragment.</param>
    internal async Task<IPage> Open(string file, params (string Name, string Value)[] parameters)
    {
        await Start();
        var fragment = string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"));
        return await OpenUrl($"{_pages!.Base}/{file}#{fragment}");
    }

    internal async Task<IPage> OpenUrl(string url)
    {
        await Start();
        var context = await _browser!.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(url);
        return page;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_pages is not null)
        {
            await _pages.DisposeAsync();
        }
    }

    private async Task Start()
    {
        _pages ??= await PageServer.Start();
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Need.Program(Need.Chromium),
            Args = Quiet,
            Timeout = 90_000,
        });
    }
}
