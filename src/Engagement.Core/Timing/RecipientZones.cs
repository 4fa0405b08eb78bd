using NodaTime;

namespace Engagement.Core.Timing;

/// <summary>The two clocks a rule may read for one recipient.</summary>
public readonly record struct RecipientZones(DateTimeZone User, DateTimeZone Workspace)
{
    /// <summary>Resolves a recipient's zone id; an absent or unknown one falls back to the workspace's zone.</summary>
    public static RecipientZones Of(string? userZone, DateTimeZone workspace) => new(Zones.Find(userZone) ?? workspace, workspace);

    public DateTimeZone For(ZoneChoice choice) => choice == ZoneChoice.User ? User : Workspace;
}
