using System.Diagnostics.Metrics;
using Engagement.Runtime.Diagnostics;

namespace Engagement.ReadModels.Projecting;

/// <summary>The read models' figures, under the engine's meter.</summary>
internal static class ReadModelsInstruments
{
    private static readonly Meter Meter = new(EngagementInstruments.MeterName);

    public static readonly Counter<long> Projected =
        Meter.CreateCounter<long>("engagement.facts.projected", "{fact}", "Facts taken into the read models, rebuilds included");

    public static readonly Counter<long> Poison =
        Meter.CreateCounter<long>("engagement.facts.poison", "{fact}", "Facts that could not be projected and were put aside");
}
