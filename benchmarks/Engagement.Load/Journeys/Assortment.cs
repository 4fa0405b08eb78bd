namespace Engagement.Load.Journeys;

/// <summary>What the shop sells and the names of everything that can happen in it.</summary>
internal static class Assortment
{
    public const int Products = 5_000;
    public const int Categories = 300;
    public const int EventNames = 200;

    public const string Searched = "Products Searched";
    public const string Listed = "Product List Viewed";
    public const string Viewed = "Product Viewed";
    public const string Added = "Product Added";
    public const string Removed = "Product Removed";
    public const string CartViewed = "Cart Viewed";
    public const string CheckoutStarted = "Checkout Started";
    public const string OrderCompleted = "Order Completed";

    private static readonly string[] Steps =
        [Viewed, Listed, Searched, Added, CartViewed, CheckoutStarted, OrderCompleted, Removed];

    private static readonly string[] Things =
    [
        "Review", "Coupon", "Wishlist", "Gallery", "Size Guide", "Store Finder", "Newsletter", "Gift Card", "Loyalty Page", "Return",
        "Invoice", "Address", "Payment Method", "Comparison", "Question", "Live Demo", "Promotion", "Stock Alert", "Bundle", "Profile",
        "Recommendation", "Delivery Slot", "Warranty", "Voucher",
    ];

    private static readonly string[] Deeds = ["Opened", "Shared", "Saved", "Rated", "Closed", "Filtered", "Sorted", "Printed"];

    /// <summary>The 200 event names, the shop's own steps first, then a long tail.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Steps, .. from deed in Deeds from thing in Things select $"{thing} {deed}"];

    /// <summary>The names after the shop's own steps: what sessions scatter between them.</summary>
    public static int TailStart => Steps.Length;

    public static int CategoryOf(int product) => product % Categories;

    /// <summary>Between 1 and 500, two decimals; skewed to cheap things as a shop's prices are.</summary>
    public static double PriceOf(int product)
    {
        var spread = new SplitMix((ulong)product + 1).Unit();
        return Math.Round(1 + (499 * spread * spread), 2);
    }
}
