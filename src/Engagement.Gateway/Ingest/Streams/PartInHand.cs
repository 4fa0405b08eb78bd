using Engagement.Core;
using Engagement.Gateway.Ingest.Requests;

namespace Engagement.Gateway.Ingest.Streams;

/// <summary>One part of an item, and what became of it: a refusal of the whole, or a request whose calls are answered one by one.</summary>
internal sealed record PartInHand(PayloadPart Part, IngestRequest Request, Refusal? Refusal);
