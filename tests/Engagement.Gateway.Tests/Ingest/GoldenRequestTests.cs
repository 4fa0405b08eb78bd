using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime.Text;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

/// <summary>What real clients send, and what it must mean.</summary>
public sealed class GoldenRequestTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    [Theory]
    [MemberData(nameof(WireFiles.Names), MemberType = typeof(WireFiles))]
    public async Task A_request_of_a_real_client_means_what_its_golden_file_says(string name)
    {
        var golden = WireFiles.Read(name);
        var request = golden["request"]!.AsObject();
        var host = new RecordingHost { Now = InstantPattern.ExtendedIso.Parse((string)golden["receivedAt"]!).Value };
        await using var app = await IngestApp.StartAsync(host);

        var plain = Encoding.UTF8.GetBytes(request["body"]?.ToJsonString() ?? string.Empty);
        var body = (bool?)request["gzip"] == true ? IngestApp.Gzip(plain) : plain;
        var headers = request["headers"]!.AsObject().Select(header => (header.Key, (string)header.Value!)).ToArray();
        var answered = await app.SendAsync((string)request["path"]!, body, headers, (string)request["method"]!);

        answered.Status.ShouldBe((int)golden["status"]!, answered.Body);
        Same(answered.Json, golden["answer"]);
        Same(new CommandJson(request["body"]).Of(host.Commands), golden["commands"]);
    }

    private static void Same(JsonNode? actual, JsonNode? expected) =>
        JsonNode.DeepEquals(actual, expected).ShouldBeTrue($"expected\n{expected?.ToJsonString(Readable)}\nbut was\n{actual?.ToJsonString(Readable)}");
}
