using System.Text;

namespace Engagement.Benchmarks.Ingest;

/// <summary>Distinct events as Segment's clients send them: users and products by Zipf's law, most of them track calls. Same seed, same bodies.</summary>
internal static class ShopBodies
{
    public const int Events = 20_000;

    private const int Users = 100_000;
    private const int Products = 5_000;

    private static readonly string[] Names =
        ["Product Viewed", "Product Added", "Cart Viewed", "Checkout Started", "Order Completed", "Search Performed", "Coupon Applied", "App Opened"];

    private static readonly string[] Zones = ["Europe/Oslo", "Europe/Berlin", "Asia/Tehran", "America/New_York"];
    private static readonly string[] Locales = ["nb-NO", "de-DE", "fa-IR", "en-US"];

    /// <param name="typed">Items of a batch say what they are.</param>
    public static string[] Make(bool typed)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Events).Select(n => Make(random, n, typed))];
    }

    public static byte[][] Batches(string[] events, int size) =>
    [
        .. events.Chunk(size).Select(items => Encoding.UTF8.GetBytes(
            $$"""{"batch":[{{string.Join(',', items)}}],"writeKey":"wk_bench","sentAt":"2026-11-22T01:21:14.501Z"}""")),
    ];

    private static string Make(Random random, int n, bool typed)
    {
        var user = Zipf(random, Users);
        var product = Zipf(random, Products);
        var page = random.Next(4) == 0;
        var type = typed ? page ? "\"type\":\"page\"," : "\"type\":\"track\"," : string.Empty;
        var what = page ? "\"name\":\"Product\",\"category\":\"Shop\"," : $"\"event\":\"{Names[Zipf(random, Names.Length)]}\",";
        return $$"""
            {"timestamp":"2026-11-22T01:21:{{n % 60:00}}.{{n % 1000:000}}Z","integrations":{},{{type}}{{what}}"properties":{"product_id":"p-{{product}}","name":"Thing {{product}}","category":"c-{{product % 40}}","price":{{product % 900}}.5,"quantity":{{1 + (n % 3)}},"path":"/p/{{product}}"},"context":{"locale":"{{Locales[user % 4]}}","timezone":"{{Zones[user % 4]}}","library":{"name":"@segment/analytics-node","version":"3.1.0"} },"userId":"user-{{user:D7}}","messageId":"node-next-1795310474498-{{random.NextInt64():x16}}{{random.NextInt64():x16}}"}
            """;
    }

    // Rank r with a weight of about 1/r.
    private static int Zipf(Random random, int count) => Math.Min(count - 1, (int)Math.Pow(count, random.NextDouble()) - 1);
}
