namespace Engagement.Core.Users;

/// <summary>How much may be kept of one person, so that a flood of new names makes nobody's state grow without end.</summary>
public static class UserLimits
{
    /// <summary>Other ids of one person. At so many no further join is asked for; joins under way by then are still made.</summary>
    public const int Identities = 1_000;

    /// <summary>Groups one person is in. A call that names one more is refused; the traits of those there are may change.</summary>
    public const int Groups = 100;

    /// <summary>All traits of one person together, as stored (<see cref="Coding.EncodedSize"/>). An identify that would come to more is refused.</summary>
    public const int TraitBytes = 64 * 1024;

    /// <summary>All traits of one group, as stored with one membership. A group call that would come to more is refused.</summary>
    public const int GroupTraitBytes = 4 * 1024;
}
