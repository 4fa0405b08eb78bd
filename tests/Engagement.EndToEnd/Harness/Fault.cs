namespace Engagement.EndToEnd.Harness;

/// <summary>What becomes of one POST on its way.</summary>
internal enum Fault
{
    None,

    /// <summary>429 with <c>Retry-After: 1</c>; the server never hears of it.</summary>
    TooMany,

    /// <summary>503; the server never hears of it.</summary>
    Unavailable,

    /// <summary>The server took it and answered; the connection is reset before the client hears of that.</summary>
    ResetAfterAnswer,

    /// <summary>The server took it and answered; the connection is reset in the middle of the answer.</summary>
    ResetInAnswer,
}
