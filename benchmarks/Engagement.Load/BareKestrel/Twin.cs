using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Load.BareKestrel;

/// <summary>
/// The least a Kestrel server can do with the same requests: what the real server is compared with in the same run.
/// Kestrel's defaults, no logging, nothing kept.
/// </summary>
internal static class Twin
{
    public static async Task Serve(int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var twin = builder.Build();
        twin.MapBodies();
        twin.MapEcho();
        await twin.StartAsync(cancellationToken);
        Console.WriteLine($"bare twin on http://127.0.0.1:{port}");
        await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, default, TaskScheduler.Default);
    }
}
