namespace Engagement.Gateway.Ingest.Reading;

/// <summary>Why a body or an item was not taken: what is counted.</summary>
public enum FaultReason : byte
{
    /// <summary>Not JSON, not UTF-8, or not whole.</summary>
    Malformed,
    TooLarge,
    TooMany,
    Missing,
    WrongType,
    Duplicate,
    BadId,
    BadName,
    BadTime,
    UnknownType,

    /// <summary>The person was erased; nothing may bring them back.</summary>
    Erased,

    /// <summary>The core refused it for another reason.</summary>
    Refused,

    UnknownKey,
    WrongScope,
}

/// <summary>What is wrong with one item.</summary>
/// <param name="Item">Its place in the batch; 0 for a call of its own.</param>
/// <param name="Pointer">From the item's root.</param>
/// <param name="Message">What was expected.</param>
internal readonly record struct Fault(int Item, FaultReason Reason, string Pointer, string Message);
