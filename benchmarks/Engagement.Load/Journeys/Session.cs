namespace Engagement.Load.Journeys;

/// <summary>One visit to the shop, from the first page to leaving or buying.</summary>
internal sealed class Session(SplitMix random, Zipf products, Zipf tail)
{
    private readonly List<ShopEvent> _events = [];

    /// <summary>The events of one visit in order; never empty.</summary>
    public Queue<ShopEvent> Of(int user)
    {
        _events.Clear();
        Add(CallKind.Page, "Home", user, products.Draw(random));
        if (random.Chance(0.3))
            Add(CallKind.Identify, "", user, 0);
        var added = Browse(user);
        if (added >= 0)
            Buy(user, added);
        return new Queue<ShopEvent>(_events);
    }

    private int Browse(int user)
    {
        var added = -1;
        do
        {
            var product = products.Draw(random);
            Add(CallKind.Track, random.Chance(0.4) ? Assortment.Searched : Assortment.Listed, user, product);
            Add(CallKind.Page, "Product", user, product);
            Add(CallKind.Track, Assortment.Viewed, user, product);
            if (random.Chance(0.6))
                Add(CallKind.Track, Assortment.Names[Assortment.TailStart + tail.Draw(random)], user, product);
            if (random.Chance(0.25))
                Add(CallKind.Track, Assortment.Added, user, added = product);
        }
        while (random.Chance(0.65));
        return added;
    }

    private void Buy(int user, int product)
    {
        if (random.Chance(0.15))
            Add(CallKind.Track, Assortment.Removed, user, product);
        if (!random.Chance(0.7))
            return;
        Add(CallKind.Track, Assortment.CartViewed, user, product);
        if (!random.Chance(0.6))
            return;
        Add(CallKind.Track, Assortment.CheckoutStarted, user, product);
        if (random.Chance(0.7))
            Add(CallKind.Track, Assortment.OrderCompleted, user, product);
    }

    private void Add(CallKind kind, string name, int user, int product) =>
        _events.Add(new ShopEvent(kind, name, user, product, Assortment.CategoryOf(product), Assortment.PriceOf(product)));
}
