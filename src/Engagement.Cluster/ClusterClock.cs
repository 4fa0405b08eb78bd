using NodaTime;
using NodaTime.Extensions;

namespace Engagement.Cluster;

/// <summary>The clock turns are stamped with and wake-ups are timed by; apart from the one by which silos watch each other.</summary>
public sealed class ClusterClock(TimeProvider time)
{
    public TimeProvider Time => time;

    public Instant Now => time.GetUtcNow().ToInstant();
}
