using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.RealClients;

public sealed class BrowserClientsTests(ServerFixture servers, BrowserFixture browser) : IClassFixture<ServerFixture>, IClassFixture<BrowserFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [RequiresTheory(Need.Clients, Need.Chromium)]
    [InlineData("segment.html", "single")]
    [InlineData("segment.html", "batching")]
    [InlineData("rudder.html", "single")]
    public Task Every_call_of_the_client_arrives_once(string file, string delivery) => Check(file, delivery, "calm");

    // The first call is taken from a nameless visitor and its answer lost; it is sent again under the name learned meanwhile.
    [RequiresTheory(Need.Clients, Need.Chromium)]
    [InlineData("segment.html", "single")]
    [InlineData("segment.html", "batching")]
    [InlineData("rudder.html", "single")]
    public Task Every_call_of_the_client_arrives_once_through_a_network_that_refuses_and_resets(string file, string delivery) =>
        Check(file, delivery, "storm", Fault.ResetInBody, Fault.TooMany, Fault.Unavailable, Fault.ResetAfterAnswer);

    private async Task Check(string file, string delivery, string weather, params Fault[] faults)
    {
        var server = await servers.Get();
        await using var proxy = await FaultProxy.Start(server.Url, faults);
        var user = $"{file}-{delivery}-{weather}";
        var calls = CallsOf(user);
        var page = await browser.Open(file, ("base", proxy.Base), ("key", server.Api.WriteKey), ("delivery", delivery));
        await page.EvaluateAsync("() => window.ready");
        var visitor = await page.EvaluateAsync<string>("text => window.make(JSON.parse(text))", calls.ToJsonString());

        await Eventually.Get(() => Task.FromResult(proxy.Traffic.AcknowledgedIds), told => told == calls.Count, Patience);
        proxy.HasFaultsLeft.ShouldBeFalse();
        (proxy.Traffic.RepeatedIds > 0).ShouldBe(faults.Length > 0);
        await ShouldBeTold(server.Api, user, visitor);
        await page.Context.CloseAsync();
    }

    private static async Task ShouldBeTold(Api api, string user, string visitor)
    {
        var person = (await api.Find(user))!;
        person.Events.ShouldBe(
            new Dictionary<string, long> { ["Page Viewed"] = 1, ["Product Viewed"] = 1, ["Product Added"] = 3, ["Order Completed"] = 1 },
            ignoreOrder: true);
        person.Identities.ShouldContain(visitor);
        person.Groups.ShouldBe(["acme"]);
        ((string?)person.Json["traits"]?["plan"]).ShouldBe("pro");
    }

    private static JsonArray CallsOf(string user)
    {
        JsonObject Call(string type, params JsonNode[] arguments) => new() { ["type"] = type, ["args"] = new JsonArray(arguments) };
        JsonObject Added(int price) => Call("track", "Product Added", new JsonObject { ["price"] = price });
        return
        [
            Call("page", "Home"),
            Call("track", "Product Viewed", new JsonObject { ["name"] = "A lamp" }),
            Call("identify", user, new JsonObject { ["plan"] = "pro" }),
            Added(1),
            Added(2),
            Added(3),
            Call("group", "acme", new JsonObject { ["employees"] = 20 }),
            Call("alias", user, $"{user}-device"),
            Call("track", "Order Completed", new JsonObject { ["total"] = 6 }),
        ];
    }
}
