using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Streams;

/// <summary>One call or batch of the Segment HTTP API in the payload of a stream's item.</summary>
/// <param name="Body">The JSON of the call or batch itself.</param>
/// <param name="Pointer">Where it stands in the payload; empty: it is the payload.</param>
internal readonly record struct PayloadPart(ReadOnlyMemory<byte> Body, bool IsBatch, string Pointer)
{
    /// <summary>What tells it from all others for good, where its envelope says so; null: only its place does.</summary>
    public string? Id { get; init; }

    /// <summary>Its envelope is not right, and there is nothing to read.</summary>
    public BodyFault? Fault { get; init; }
}
