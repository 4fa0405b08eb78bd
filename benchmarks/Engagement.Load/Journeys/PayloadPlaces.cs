namespace Engagement.Load.Journeys;

/// <summary>Where in a slab of bodies the parts stand that every send renews.</summary>
internal sealed class PayloadPlaces
{
    public List<int> Ids { get; } = [];

    public List<int> Instants { get; } = [];

    public List<int> Numbers { get; } = [];
}
