using Engagement.Core.Decisions;

namespace Engagement.Gateway.Mapping;

internal static class Candidates
{
    public static Wire.Candidate ToWire(this Trace trace) => new(
        trace.Campaign.Value,
        trace.Verdict.ToWire(),
        trace.Rule,
        trace.At.ToWire(),
        trace.Due.ToWire(),
        trace.Delivery?.Value,
        trace.Variant,
        trace.LostTo?.Value,
        trace.Detail);
}
