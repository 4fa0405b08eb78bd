using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Engagement.Load.Campaigns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Engagement.Load.Tests.Crash;

/// <summary>A server that keeps the ledger's part of the contract, or breaks it in one chosen way.</summary>
internal sealed class StandIn(StandIn.Fault fault, TimeSpan delay) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte> _seen = new();
    private readonly ConcurrentDictionary<(string User, string Event), long> _counts = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _due = new();
    private WebApplication? _app;
    private long _requests;

    internal enum Fault
    {
        None,
        Loses,
        CountsRepeats,
        FiresEarly,
        FiresTwice,
        NeverFires,
        TellsNothing,
        Refuses,
    }

    public async Task<Uri> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/track", Take);
        _app.MapPost("/v1/batch", Take);
        _app.MapGet("/v1/users/{id}", Profile);
        _app.MapGet("/v1/users/{id}/decisions", Decisions);
        _app.MapGet("/v1/inapp/messages", Messages);
        await _app.StartAsync();
        return new Uri(_app.Urls.First());
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<IResult> Take(HttpRequest request)
    {
        var number = Interlocked.Increment(ref _requests);
        var body = (await JsonNode.ParseAsync(request.Body))!;
        if (number % 17 == 0)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (fault == Fault.Refuses && number % 10 == 0)
            return Results.BadRequest();
        foreach (var item in body["batch"]?.AsArray() ?? [body.DeepClone()])
            Count(item!, number);
        // The answer is lost after the deed: the client must send again and the repeat must not count.
        if (number % 13 == 0)
            request.HttpContext.Abort();
        return Results.Ok();
    }

    private void Count(JsonNode item, long number)
    {
        if (fault == Fault.Loses && number % 10 == 0)
            return;
        if (!_seen.TryAdd((string)item["messageId"]!, 0) && fault != Fault.CountsRepeats)
            return;
        var (user, name) = ((string)item["userId"]!, (string)item["event"]!);
        _counts.AddOrUpdate((user, name), 1, (_, count) => count + 1);
        if (name == Documents.DelayedEvent && fault != Fault.NeverFires)
            _due.TryAdd(user, DateTimeOffset.UtcNow + (fault == Fault.FiresEarly ? delay / 10 : delay));
    }

    private IResult Profile(string id)
    {
        var events = new JsonObject(_counts.Where(count => count.Key.User == id)
            .Select(count => KeyValuePair.Create(count.Key.Event, (JsonNode?)new JsonObject { ["total"] = count.Value })));
        return Results.Text(new JsonObject { ["id"] = id, ["events"] = events }.ToJsonString(), "application/json");
    }

    private IResult Messages(string userId)
    {
        var fired = _due.TryGetValue(userId, out var due) && DateTimeOffset.UtcNow >= due ? fault == Fault.FiresTwice ? 2 : 1 : 0;
        var messages = new JsonArray([.. Enumerable.Range(0, fired).Select(_ => new JsonObject { ["campaign"] = Documents.DelayedCampaign })]);
        return Results.Text(new JsonObject { ["messages"] = messages }.ToJsonString(), "application/json");
    }

    private IResult Decisions(string id)
    {
        var sent = _due.TryGetValue(id, out var due) && DateTimeOffset.UtcNow >= due && fault != Fault.TellsNothing;
        var items = new JsonArray([.. Enumerable.Repeat(due, sent ? 1 : 0).Select(at => new JsonObject { ["verdict"] = "sent", ["at"] = at.ToString("O") })]);
        return Results.Text(new JsonObject { ["items"] = items }.ToJsonString(), "application/json");
    }
}
