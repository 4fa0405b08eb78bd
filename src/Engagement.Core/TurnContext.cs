using Engagement.Core.Catalogs;
using NodaTime;

namespace Engagement.Core;

/// <summary>What a turn may know beside its state and its command.</summary>
/// <param name="now">The host's clock, never going backwards within one actor.</param>
public readonly struct TurnContext(WorkspaceId workspace, Instant now, Catalog catalog)
{
    public WorkspaceId Workspace { get; } = workspace;

    /// <summary>To the millisecond, as everything that is kept: a state must be the same before and after it was stored.</summary>
    public Instant Now { get; } = ToMillisecond(now);

    public Catalog Catalog { get; } = catalog;

    /// <summary>When a client says something happened: to the millisecond, and never after now.</summary>
    public Instant Happened(Instant at) => Instant.Min(ToMillisecond(at), Now);

    private static Instant ToMillisecond(Instant instant) => Instant.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
}
