using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Engagement.EndToEnd.Harness;

/// <summary>Serves the tests' pages, and to them the browser clients' own bundles, from an origin of its own.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PageServer(WebApplication app)
    {
        _app = app;
        Base = $"http://127.0.0.1:{EngagementServer.FreePort()}";
        _app.Urls.Add(Base);
    }

    public string Base { get; }

    public static async Task<PageServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = new PageServer(builder.Build());
        server.Serve(string.Empty, Path.Combine(Places.Clients, "pages"));
        server.Serve("/analytics-next/bundles", Path.Combine(Places.Clients, "node_modules/@segment/analytics-next/dist/umd"));
        server.Serve("/rudder", Path.Combine(Places.Clients, "node_modules/@rudderstack/analytics-js/dist/npm/modern/bundled/umd"));
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Serve(PathString path, string folder)
    {
        if (Directory.Exists(folder))
        {
            _app.UseStaticFiles(new StaticFileOptions { RequestPath = path, FileProvider = new PhysicalFileProvider(folder) });
        }
    }
}
