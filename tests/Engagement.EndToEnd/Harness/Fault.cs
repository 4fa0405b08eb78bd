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

    /// <summary>The server took it and answered; the connection is reset before the head of the answer is whole: the client knows nothing for sure.</summary>
    ResetInHead,

    /// <summary>
    /// The server took it and answered; the connection is reset in the middle of the body. A client that judges by the status was told; one that
    /// wants the body whole may call it a failure and not repeat it.
    /// </summary>
    ResetInBody,
}
