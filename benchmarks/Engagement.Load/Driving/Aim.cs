using Engagement.Load.Journeys;
using Engagement.Load.Measuring;

namespace Engagement.Load.Driving;

/// <summary>What is sent where, and whose CPU time it costs.</summary>
internal sealed record Aim(Target Target, Payloads Payloads, ServerFigures Server, Stamp Stamp);
