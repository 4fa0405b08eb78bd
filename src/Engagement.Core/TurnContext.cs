using Engagement.Core.Catalogs;
using NodaTime;

namespace Engagement.Core;

/// <summary>What a turn may know beside its state and its command.</summary>
/// <param name="now">The host's clock. It may have been put back: what is kept may then be dated after it.</param>
public readonly struct TurnContext(WorkspaceId workspace, Instant now, Catalog catalog)
{
    public WorkspaceId Workspace { get; } = workspace;

    /// <summary>To the millisecond, as everything that is kept: a state must be the same before and after it was stored.</summary>
    public Instant Now { get; } = ToMillisecond(now);

    public Catalog Catalog { get; } = catalog;

    /// <summary>When a client says something happened: to the millisecond, never after now, and never before 1970, which no clock means.</summary>
    public Instant Happened(Instant at) => Instant.Max(Instant.Min(ToMillisecond(at), Now), NodaConstants.UnixEpoch);

    private static Instant ToMillisecond(Instant instant) => Instant.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
}
