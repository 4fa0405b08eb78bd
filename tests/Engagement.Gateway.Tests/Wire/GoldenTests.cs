using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Engagement.Protocol;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Wire;

/// <summary>The shapes on the wire, held still by files that other languages read too.</summary>
public sealed class GoldenTests
{
    public static readonly TheoryData<string> Files = [.. Shapes.Keys];

    private static Dictionary<string, Func<(object? Shape, JsonTypeInfo Type)>> Shapes => new()
    {
        ["campaign"] = () => (Samples.Campaign, ProtocolJson.Default.Campaign),
        ["decisions"] = () => (Samples.Decisions, ProtocolJson.Default.IngestReply),
        ["hello"] = () => (Samples.Hello, ProtocolJson.Default.Hello),
        ["message"] = () => (Samples.Message, ProtocolJson.Default.Message),
        ["problem"] = () => (Samples.Problem, ProtocolJson.Default.Problem),
        ["profile"] = () => (Samples.Profile, ProtocolJson.Default.Profile),
        ["receipts-reply"] = () => (Samples.ReceiptsReply, ProtocolJson.Default.ReceiptsReply),
        ["results"] = () => (Samples.Results, ProtocolJson.Default.CampaignResults),
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void What_the_core_says_is_written_as_in_the_file(string file)
    {
        var (shape, type) = Shapes[file]();
        var written = JsonSerializer.Serialize(shape, type);
        JsonNode.DeepEquals(JsonNode.Parse(written), JsonNode.Parse(Read(file))).ShouldBeTrue(written);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_in_the_file_is_read_without_loss(string file)
    {
        var (_, type) = Shapes[file]();
        var read = JsonSerializer.Deserialize(Read(file), type);
        JsonNode.DeepEquals(JsonNode.Parse(JsonSerializer.Serialize(read, type)), JsonNode.Parse(Read(file))).ShouldBeTrue();
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "wire", $"{file}.json"));
}
