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
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Hosting;

/// <summary>The gateway on a real socket, over the in-memory host. Every test makes workspaces of its own.</summary>
public class GatewayApp : IAsyncLifetime
{
    private readonly InMemoryHostUnderTest _engine;
    private WebApplication? _app;
    private int _workspaces;

    public GatewayApp() => _engine = new InMemoryHostUnderTest(Fixture);

    public HostFixture Fixture { get; } = new() { MailboxCapacity = 4096 };

    public FakeReadModels ReadModels { get; } = new();

    public HttpClient Http { get; private set; } = new();

    public IActorHost Host => _engine.Host;

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
        builder.Services.AddSingleton<IActorHost>(new RunningHost(() => _engine.Host));
        builder.Services.AddEngagementGateway();
        _app = builder.Build();
        _app.MapEngagementGateway();
        _app.MapGet("/test/fault", IResultOfFault);
        Fixture.Streams.Onward = _app.Services.GetRequiredService<IStreams>();
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
    }

    public Task StopAsync() => _app!.StopAsync();

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app!.DisposeAsync();
        await _engine.DisposeAsync();
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

    private static Microsoft.AspNetCore.Http.IResult IResultOfFault() => throw new InvalidOperationException("secret detail");
}

[CollectionDefinition(Name)]
public sealed class GatewayCollection : ICollectionFixture<GatewayApp>
{
    public const string Name = "gateway";
}
