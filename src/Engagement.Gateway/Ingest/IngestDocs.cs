using Engagement.Gateway.Keys;
using Engagement.Gateway.Operation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.Ingest;

/// <summary>What the API document says of the ingest routes.</summary>
internal static class IngestDocs
{
    private static readonly KeyDocs Keys = new(new KeyRequirement(Scopes.Ingest, Public: true));

    /// <summary>
    /// Puts a call into the document under its long name; its other names are for clients that know them. The method is named because the
    /// framework leaves out handlers that write their answer themselves.
    /// </summary>
    public static void Describe(IEndpointConventionBuilder route, RequestDelegate handler, string call) => route
        .WithName(call)
        .WithSummary($"The {call} call of the Segment HTTP API; with ?wait=decision its decisions in the answer")
        .WithMetadata(
            handler.Method,
            Keys,
            new BodyDocs(null, "Plain or gzip, whatever its label"),
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Wire.IngestReply), ["application/json"]));
}
