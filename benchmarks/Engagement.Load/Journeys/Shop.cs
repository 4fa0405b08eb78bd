namespace Engagement.Load.Journeys;

/// <summary>
/// A shop with many visits open at once. Users come back by a Zipf-Mandelbrot law, products and the tail of event
/// names by Zipf's; the order within a visit is kept, visits interleave. The same seed gives the same events.
/// </summary>
internal sealed class Shop
{
    private const int OpenVisits = 256;

    private readonly SplitMix _random;
    private readonly Zipf _users;
    private readonly Session _session;

    public Shop(int users, ulong seed)
    {
        _random = new SplitMix(seed);
        // Shifted by a hundredth: the busiest person comes about a hundred times as often as the rarest, not a hundred thousand times.
        _users = new Zipf(users, 1.0, users / 100.0);
        var tail = new Zipf(Assortment.EventNames - Assortment.TailStart, 1.0);
        _session = new Session(_random, new Zipf(Assortment.Products, 0.9), tail);
    }

    public ShopEvent[] Events(int count)
    {
        var visits = new Queue<ShopEvent>[OpenVisits];
        for (var visit = 0; visit < OpenVisits; visit++)
            visits[visit] = _session.Of(_users.Draw(_random));
        var events = new ShopEvent[count];
        for (var index = 0; index < count; index++)
        {
            var visit = _random.Below(OpenVisits);
            events[index] = visits[visit].Dequeue();
            if (visits[visit].Count == 0)
                visits[visit] = _session.Of(_users.Draw(_random));
        }

        return events;
    }
}
