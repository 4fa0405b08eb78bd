using System.Text;
using Engagement.Core;
using Engagement.Runtime.Streams;
using Engagement.Testing.Hosting;
using Engagement.Testing.Streams;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Testing.Specifications;

/// <summary>
/// What every stream must do that the engine is fed by, with the pump that reads it and a host behind. A subclass says how to make one; if it
/// needs more than that, the port is wrong.
/// </summary>
public abstract partial class EventSourceSpecification : IAsyncLifetime
{
    public const int Partitions = 3;
    public const int BatchSize = 8;

    protected const string Seen = "Product Viewed";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly InMemoryHostUnderTest _engine;
    private IStreamUnderTest? _subject;
    private EventPump? _pump;

    protected EventSourceSpecification() => _engine = MakeEngine(Fixture);

    protected HostFixture Fixture { get; } = new();

    protected IStreamUnderTest Subject => _subject ?? throw new InvalidOperationException("the stream was not made");

    protected WorkspaceDriver Shop { get; private set; } = null!;

    protected TrackIngest Ingest { get; private set; } = null!;

    /// <summary>Between the pump running now and its ports.</summary>
    protected CrashingPorts Ports { get; private set; } = null!;

    /// <summary>Passes when a wait has taken so long that what it waits for will not come.</summary>
    protected CancellationToken Deadline { get; } = new CancellationTokenSource(LongestWait).Token;

    public async Task InitializeAsync()
    {
        await _engine.StartAsync();
        Shop = new WorkspaceDriver(() => _engine.Host, new WorkspaceId("shop"));
        await Shop.CreateAsync();
        Ingest = new TrackIngest(() => _engine.Host, Shop.Id);
        _subject = await CreateAsync();
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        Fixture.Writes.Recover();
        await AbandonAsync();
        if (_subject is not null)
        {
            await _subject.DisposeAsync();
        }

        await _engine.DisposeAsync();
    }

    /// <summary>Makes a new, empty stream; its reader is not started yet.</summary>
    protected abstract Task<IStreamUnderTest> CreateAsync();

    protected async Task StartAsync(CrashPoint? crashAt = null)
    {
        await Subject.StartAsync();
        Ports = new CrashingPorts(Subject.Source, Ingest, Subject.DeadLetters);
        if (crashAt is { } point)
        {
            Ports.Arm(point);
        }

        _pump = MakePump(Ports);
        await _pump.StartAsync(Deadline);
    }

    protected async Task StopAsync()
    {
        await _pump!.StopAsync(Deadline);
        await Subject.StopAsync();
    }

    /// <summary>Ends reader and host where they are, and starts both again.</summary>
    protected async Task CrashAndRestartAsync()
    {
        await AbandonAsync();
        await Subject.CrashAsync();
        await _engine.CrashAsync();
        await _engine.StartAsync();
        await StartAsync();
    }

    protected async Task PublishAsync(string user, string name, string? messageId = null) =>
        (await Subject.Sink.PublishAsync([Event(user, name, messageId)], Deadline)).ShouldBeNull();

    protected OutgoingEvent Event(string user, string name, string? messageId = null) =>
        new(user, Call(user, name, messageId), new GatewayStamp(Shop.Id, MayJoinKnown: false, Instant.FromUtc(2026, 3, 2, 12, 0)));

    protected static byte[] Call(string user, string name, string? messageId = null)
    {
        var id = messageId is null ? string.Empty : $",\"messageId\":\"{messageId}\"";
        return Encoding.UTF8.GetBytes($$"""{"userId":"{{user}}","event":"{{name}}"{{id}}}""");
    }

    private static InMemoryHostUnderTest MakeEngine(HostFixture fixture) => new(fixture);

    private static EventPump MakePump(CrashingPorts ports) =>
        new(ports, ports, ports, key: null, TimeProvider.System, NullLogger<EventPump>.Instance);

    private Task AbandonAsync() => _pump?.StopAsync(new CancellationToken(canceled: true)) ?? Task.CompletedTask;

    /// <summary>What a person did, in the order it was taken.</summary>
    protected IEnumerable<string> TakenOf(string user) => Ingest.Taken.Where(taken => taken.Person.Value == user).Select(taken => taken.Event);
}
