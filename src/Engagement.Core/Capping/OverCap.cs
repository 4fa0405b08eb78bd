namespace Engagement.Core.Capping;

/// <summary>What becomes of a message over a cap.</summary>
public enum OverCap : byte
{
    /// <summary>It is not sent; the user has not received it and stays eligible.</summary>
    Drop,

    /// <summary>It waits for the cap to be free.</summary>
    Defer,
}
