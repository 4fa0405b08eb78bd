using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Gateway.Ingest;
using Engagement.Gateway.Ingest.Commands;
using Engagement.Gateway.Ingest.Faults;
using Engagement.Gateway.Ingest.Reading;
using Engagement.Gateway.Ingest.Requests;
using Engagement.Gateway.Keys;
using Engagement.Runtime.Hosting;
using Engagement.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

/// <summary>No body, however hostile, comes to anything but commands that are right or refusals.</summary>
public sealed class BodyFuzzTests
{
    private const int Seed = 20261122;
    private const int Fewest = 100_000;

    private readonly RecordingHost _host = new();
    private readonly KeyGrant _grant;
    private readonly Intake _intake;

    public BodyFuzzTests()
    {
        var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        _grant = _host.FindKey(NewKey.HashOf(RecordingHost.WriteKey))!;
        _intake = new Intake(_host, new SharedTexts(), new LinkedPairs(), ActivatorUtilities.CreateInstance<FaultLog>(services));
    }

    [Fact]
    public void A_mutated_body_is_taken_or_refused()
    {
        var mutations = new BodyMutations(Seed, Bodies());
        var (taken, refused) = (0, 0);
        var request = new IngestRequest();
        for (var count = Math.Max(Fewest, PropertyCases.Count * 100); count > 0; count--)
        {
            var body = mutations.Next();
            var route = (CallKind)(1 + (count % 7));
            try
            {
                var isTaken = Take(body, route, request);
                taken += isTaken ? 1 : 0;
                refused += isTaken ? 0 : 1;
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"{route} of {Convert.ToBase64String(body)}", fault);
            }

            request.TryReset();
        }

        // Where one side is empty, the mutations no longer try anything.
        taken.ShouldBeGreaterThan(Fewest / 100);
        refused.ShouldBeGreaterThan(Fewest / 10);
    }

    private bool Take(byte[] body, CallKind route, IngestRequest request)
    {
        var fault = BodyReader.Read(body, route == CallKind.Batch, request.Content);
        AgreeOnJson(body, fault);
        if (fault is not null || _intake.Take(body, route, _grant, new HeaderDictionary(), request) is not null)
        {
            return false;
        }

        foreach (var envelope in request.Commands.Span)
        {
            OpaqueId.IsValid(envelope.Key.Id).ShouldBeTrue();
            if (envelope.Command is UserCommand.Link link)
            {
                OpaqueId.IsValid(link.Other.Value).ShouldBeTrue();
                continue;
            }

            StampOf(envelope.Command).ShouldBeLessThanOrEqualTo(_host.Now);
            (envelope.Command is UserCommand.Track { Event: "" or { Length: > IngestLimits.NameLength } }).ShouldBeFalse();
        }

        _ = MessageIds(request, body);
        return request.Count > 0;
    }

    // The framework's own reader is the judge of what JSON is.
    private static void AgreeOnJson(byte[] body, BodyFault? fault)
    {
        var isObject = Utf8.IsValid(body) && IsObject(body);
        if (!isObject)
        {
            fault.ShouldNotBeNull();
        }
        else
        {
            fault?.Reason.ShouldNotBe(FaultReason.Malformed);
        }
    }

    private static bool IsObject(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = IngestLimits.Depth });
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static List<string?> MessageIds(IngestRequest request, byte[] body)
    {
        var ids = new List<string?>();
        foreach (ref readonly var item in request.Content.Items)
        {
            ids.Add(Gateway.Ingest.Requests.MessageIds.Of(item, body));
        }

        return ids;
    }

    private static Instant StampOf(IActorCommand command) => command switch
    {
        UserCommand.Track track => track.Stamp.At,
        UserCommand.Identify identify => identify.Stamp.At,
        UserCommand.Group group => group.Stamp.At,
        UserCommand.Alias alias => alias.Stamp.At,
        _ => throw new InvalidOperationException($"a client cannot ask for {command.GetType().Name}"),
    };

    private static List<byte[]> Bodies() =>
        [.. WireFiles.All.Select(name => WireFiles.Read(name)["request"]!["body"]).Where(body => body is not null)
            .Select(body => Encoding.UTF8.GetBytes(body!.ToJsonString()))];
}
