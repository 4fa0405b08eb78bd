using Engagement.Core.Capping;
using Engagement.Core.Timing;

namespace Engagement.Core.Workspaces;

public enum IdentityVerification : byte
{
    Off,
    Required,
}

/// <summary>What holds for every campaign of a workspace.</summary>
public sealed record WorkspaceSettings
{
    public static readonly WorkspaceSettings Default = new();

    /// <summary>IANA id; used where a person's zone is unknown.</summary>
    public string Zone { get; init; } = "Etc/UTC";

    /// <summary>BCP 47; the last step of every person's locale chain.</summary>
    public string Locale { get; init; } = "en";

    public QuietHours? QuietHours { get; init; }

    /// <summary>Whether a message that falls in quiet hours waits for their end or is dropped.</summary>
    public Outside OutsideQuietHours { get; init; } = Outside.Defer;

    public ValueList<CapRule> Caps { get; init; }

    public IdentityVerification IdentityVerification { get; init; }
}
