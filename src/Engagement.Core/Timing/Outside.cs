namespace Engagement.Core.Timing;

/// <summary>What becomes of a message that falls outside its send window.</summary>
public enum Outside : byte
{
    /// <summary>It is not sent; the user has not received it and stays eligible.</summary>
    Drop,

    /// <summary>It waits for the window to open.</summary>
    Defer,
}
