using NodaTime;

namespace Engagement.Core.Messages;

public enum Interrupt : byte
{
    /// <summary>Waits while the app says the person is busy.</summary>
    WhenIdle,

    /// <summary>Waits as <see cref="WhenIdle"/> does, and the client shows it only where nothing else is open.</summary>
    Never,

    /// <summary>Does not wait.</summary>
    Always,
}

/// <summary>Where and for how long a message may be shown.</summary>
public sealed record Display
{
    public static readonly Duration LongestExpiry = Duration.FromDays(365);

    /// <summary>Path patterns, <c>*</c> for any run of characters; none means every screen.</summary>
    public ValueList<string> Screens { get; init; }

    public Interrupt Interrupt { get; init; }

    /// <summary>From the moment it was decided; then it is recalled. Default 30 days.</summary>
    public Duration ExpireAfter { get; init; } = Duration.FromDays(30);

    public bool Dismissible { get; init; } = true;
}
