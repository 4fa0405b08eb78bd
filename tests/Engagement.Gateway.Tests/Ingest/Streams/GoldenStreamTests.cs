using System.Text;
using System.Text.Json.Nodes;
using Engagement.Gateway.Ingest.Commands;
using Engagement.Runtime.Streams;
using NodaTime.Text;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest.Streams;

/// <summary>What real clients send means the same from a stream as over HTTP, whatever it is wrapped in.</summary>
public sealed class GoldenStreamTests
{
    private static readonly Dictionary<string, string> Calls = new()
    {
        ["t"] = "track",
        ["i"] = "identify",
        ["p"] = "page",
        ["s"] = "screen",
        ["g"] = "group",
        ["a"] = "alias",
    };

    public static TheoryData<string, string> Wrapped
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var name in WireFiles.All.Where(name => WireFiles.Read(name)["request"]!["body"] is not null))
            {
                cases.Add(name, "plain");
                cases.Add(name, "gzip");
                cases.Add(name, "data");
                cases.Add(name, "data_base64");
                cases.Add(name, "list");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Wrapped))]
    public async Task A_request_of_a_real_client_means_what_its_golden_file_says(string name, string wrapping)
    {
        var golden = WireFiles.Read(name);
        var request = golden["request"]!.AsObject();
        var host = new RecordingHost();
        using var app = new StreamIngestApp(host);
        var call = ((string)request["path"]!).Split('/')[^1];
        var stamp = new GatewayStamp(RecordingHost.Workspace, MayJoinKnown: true, InstantPattern.ExtendedIso.Parse((string)golden["receivedAt"]!).Value)
        {
            Call = Calls.GetValueOrDefault(call, call),
            SentAt = Timestamps.TryRead(Encoding.UTF8.GetBytes((string?)request["headers"]!["SentAt"] ?? string.Empty), out var sent) ? sent : null,
        };

        var outcomes = await app.TakeAsync(new StreamItem("1", Wrap(request["body"]!.AsObject(), wrapping)) { Stamp = stamp });

        outcomes.ShouldBe([IngestOutcome.Durable]);
        var commands = ByPerson(new CommandJson(request["body"]).Of(host.Commands));
        JsonNode.DeepEquals(commands, ByPerson(golden["commands"]!.AsArray())).ShouldBeTrue(commands.ToJsonString());
    }

    // Between persons a stream keeps no order.
    private static JsonArray ByPerson(JsonArray commands) =>
        new([.. commands.OrderBy(command => (string?)(command!["userId"] ?? command["anonymousId"]), StringComparer.Ordinal).Select(command => command!.DeepClone())]);

    private static byte[] Wrap(JsonObject body, string wrapping)
    {
        var plain = Encoding.UTF8.GetBytes(body.ToJsonString());
        var envelope = new JsonObject { ["id"] = "1", ["type"] = "call", ["source"] = "/shop", ["specversion"] = "1.0" };
        switch (wrapping)
        {
            case "plain":
                return plain;
            case "gzip":
                return IngestApp.Gzip(plain);
            case "data_base64":
                envelope["data_base64"] = Convert.ToBase64String(plain);
                break;
            default:
                envelope["data"] = body.DeepClone();
                break;
        }

        return Encoding.UTF8.GetBytes(wrapping == "list" ? new JsonArray(envelope).ToJsonString() : envelope.ToJsonString());
    }
}
