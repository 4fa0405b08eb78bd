using Engagement.Gateway.Tests.Hosting;
using Engagement.Gateway.Tests.Ingest;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Operation;

/// <summary>What PROTOCOL.md shows is what the gateway takes.</summary>
[Collection(GatewayCollection.Name)]
public sealed class ProtocolTests(GatewayApp app)
{
    private static readonly string Text = File.ReadAllText(Path.Combine(WireFiles.Root(), "src", "Engagement.Protocol", "PROTOCOL.md"));

    [Fact]
    public async Task The_campaign_document_can_be_put_and_launched()
    {
        var workspace = await app.CreateWorkspaceAsync();

        (await workspace.PutAsync("/v1/campaigns/cart", ExampleOf("The campaign document"))).Status.ShouldBe(201);
        (await workspace.PostAsync("/v1/campaigns/cart/launch", string.Empty)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_settings_document_can_be_put() =>
        (await (await app.CreateWorkspaceAsync()).PutAsync("/v1/settings", ExampleOf("The settings document"))).Status.ShouldBe(200);

    private static string ExampleOf(string heading)
    {
        const string Open = "```json\n";
        var section = Text[Text.IndexOf($"### {heading}\n", StringComparison.Ordinal)..];
        var example = section[(section.IndexOf(Open, StringComparison.Ordinal) + Open.Length)..];
        return example[..example.IndexOf("```", StringComparison.Ordinal)];
    }
}
