namespace Engagement.Load.Journeys;

/// <summary>
/// One thing a shopper did. <paramref name="Category"/> and <paramref name="Price"/> are what campaigns ask about;
/// the rest of the body follows from these fields.
/// </summary>
internal readonly record struct ShopEvent(CallKind Kind, string Name, int User, int Product, int Category, double Price);
