namespace Engagement.Load.Driving;

/// <summary>
/// How one run is driven. <paramref name="Warm"/> is driven like the rest and not counted. <paramref name="Core"/>:
/// the core of the driving thread, or null to let the system choose.
/// </summary>
internal sealed record RunPlan(Schedule Schedule, int Connections, TimeSpan Warm, TimeSpan Counted, int? Core);
