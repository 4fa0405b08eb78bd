using Engagement.Core;

namespace Engagement.Gateway.Ingest;

/// <summary>The bounds of what a client may send. Over a body's bound: 413 with the number. Over an item's bound: that item is refused.</summary>
public static class IngestLimits
{
    /// <summary>One event as JSON, inflated.</summary>
    public const int EventBytes = 32 * 1024;

    /// <summary>A batch as JSON, inflated.</summary>
    public const int BatchBytes = 500 * 1024;

    public const int BatchItems = 2_500;

    /// <summary>Characters of a user id, anonymous id, previous id, group id or message id.</summary>
    public const int IdLength = OpaqueId.MaximumLength;

    /// <summary>Characters of an event's name.</summary>
    public const int NameLength = 256;

    /// <summary>Levels of nesting in a body.</summary>
    public const int Depth = 64;

    /// <summary>Requests in hand at once; one more is answered 429.</summary>
    public const int ConcurrentRequests = 4_096;
}
