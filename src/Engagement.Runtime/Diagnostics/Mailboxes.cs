using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Engagement.Runtime.Diagnostics;

/// <summary>The depths of all mailboxes of the process, as one gauge.</summary>
internal sealed class Mailboxes
{
    private readonly ConcurrentDictionary<Watch, Func<long>> _depths = new();

    public Mailboxes(Meter meter) => meter.CreateObservableGauge(
        "engagement.mailbox.depth", () => _depths.Values.Sum(depth => depth()), "{command}", "Commands that wait for their turn");

    public IDisposable Add(Func<long> depth)
    {
        var watch = new Watch(this);
        _depths[watch] = depth;
        return watch;
    }

    private sealed class Watch(Mailboxes mailboxes) : IDisposable
    {
        public void Dispose() => mailboxes._depths.TryRemove(this, out _);
    }
}
