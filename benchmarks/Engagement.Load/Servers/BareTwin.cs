using System.Reflection;
using Engagement.Load.Measuring;

namespace Engagement.Load.Servers;

/// <summary>The bare twin in a process of its own.</summary>
internal sealed class BareTwin : IDisposable
{
    private readonly Child _child;

    private BareTwin(Child child, Uri url) => (_child, Url, Figures) = (child, url, new ServerFigures(child.Id));

    public Uri Url { get; }

    public ServerFigures Figures { get; }

    public static async Task<BareTwin> Start(int? core, CancellationToken cancellationToken)
    {
        var port = Child.FreePort();
        var url = new Uri($"http://127.0.0.1:{port}");
        var child = Child.Start(core, [Assembly.GetExecutingAssembly().Location, "bare", "--port", $"{port}"], _ => { });
        await Readiness.Await(url, "/plain", () => child.HasExited, TimeSpan.FromSeconds(20), cancellationToken);
        return new BareTwin(child, url);
    }

    public void Dispose() => _child.Dispose();
}
