using Engagement.Core;
using Engagement.Core.Workspaces;
using Engagement.Gateway.Keys;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.InApp;
using Engagement.Runtime.ReadSide;
using Engagement.Testing.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Hosting;

/// <summary>The gateway on a real socket, over the in-memory host. Every test makes workspaces of its own.</summary>
public class GatewayApp : IAsyncLifetime, IAsyncDisposable
{
    private readonly InMemoryHostUnderTest _engine;
    private WebApplication? _app;
    private int _workspaces;

    public GatewayApp() => _engine = new InMemoryHostUnderTest(Fixture);

    public HostFixture Fixture { get; } = new() { MailboxCapacity = 4096 };

    public FakeReadModels ReadModels { get; } = new();

    public HttpClient Http { get; private set; } = new();

    public IActorHost Host { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    /// <summary>Names and values under <c>Engagement</c>.</summary>
    protected virtual Dictionary<string, string?> Settings => [];

    public async Task InitializeAsync()
    {
        await _engine.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Fixture.Clock);
        builder.Services.AddSingleton<IReadModels>(ReadModels);
        Host = _engine.Host;
        builder.Services.AddSingleton(Host);
        builder.Services.AddEngagementGateway();
        Add(builder.Services);
        _app = builder.Build();
        _app.MapEngagementGateway();
        _app.MapGet("/test/fault", Fault);
        Fixture.Streams.Onward = _app.Services.GetRequiredService<IStreams>();
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Stops the server in order, as SIGTERM does.</summary>
    public Task StopAsync() => _app!.StopAsync();

    /// <summary>Takes the engine away from under the server.</summary>
    public Task StopEngineAsync() => _engine.StopAsync();

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (Interlocked.Exchange(ref _app, null) is { } app)
        {
            await app.DisposeAsync();
            await _engine.DisposeAsync();
        }
    }

    ValueTask IAsyncDisposable.DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return new ValueTask(DisposeAsync());
    }

    public async Task<TestWorkspace> CreateWorkspaceAsync()
    {
        var id = new WorkspaceId($"workspace-{Interlocked.Increment(ref _workspaces)}");
        var write = NewKey.Make(KeyKind.Write, [], Host.Now);
        var secret = NewKey.Make(KeyKind.Secret, [], Host.Now);
        var identity = NewKey.MakeIdentitySecret();
        var create = new WorkspaceCommand.Create([write.Stored, secret.Stored], identity);
        (await Host.AskAsync(ActorKey.Of(id), create, default)).Taken.ShouldBeTrue();
        return new TestWorkspace(this, id, write.Text, secret.Text, identity);
    }

    /// <summary>A key with scopes, or of a kind, that the usual two are not.</summary>
    public async Task<NewKey> AddKeyAsync(WorkspaceId workspace, KeyKind kind, params string[] scopes)
    {
        var key = NewKey.Make(kind, ValueList.From(scopes), Host.Now);
        (await Host.AskAsync(ActorKey.Of(workspace), new WorkspaceCommand.AddKey(key.Stored), default)).Taken.ShouldBeTrue();
        return key;
    }

    /// <summary>What a test puts beside the gateway.</summary>
    protected virtual void Add(IServiceCollection services)
    {
    }

    private static string Fault() => throw new InvalidOperationException("secret detail");
}

[CollectionDefinition(Name)]
public sealed class GatewayCollection : ICollectionFixture<GatewayApp>
{
    public const string Name = "gateway";
}
