using System.Runtime.CompilerServices;
using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.ReadModels.Projecting;
using Engagement.ReadModels.Reading;
using Engagement.ReadModels.Storage;
using Engagement.Runtime.ReadSide;
using Engagement.Testing.ReadSide;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Engagement.ReadModels.Tests;

/// <summary>Read models over a feed that the test writes, in a folder of their own.</summary>
internal sealed class World : IAsyncDisposable
{
    public static readonly WorkspaceId Shop = new("shop");

    private readonly ReadModelsOptions _options;
    private Projector _projector = null!;
    private SqliteReadModels _models = null!;

    public World(InMemoryFactFeed? feed = null, [CallerMemberName] string name = "")
    {
        Feed = feed ?? new InMemoryFactFeed();
        Directory = Path.Combine(Path.GetTempPath(), "engagement-readmodels", $"{name}-{Guid.NewGuid():N}");
        _options = new ReadModelsOptions { Directory = Directory, Linger = TimeSpan.FromSeconds(10), ReadTimeout = TimeSpan.FromSeconds(30) };
        Databases = new Databases(Directory);
        Open();
    }

    public InMemoryFactFeed Feed { get; set; }

    public string Directory { get; }

    public Databases Databases { get; }

    public ShiftedTime Time { get; } = new();

    public ReadModelsOptions Options => _options;

    public IReadModels Models => _models;

    public Projector Projector => _projector;

    public static async Task<World> StartAsync(InMemoryFactFeed? feed = null, [CallerMemberName] string name = "")
    {
        var world = new World(feed, name);
        await world._projector.StartAsync(CancellationToken.None);
        return world;
    }

    public async Task StopAsync()
    {
        await _projector.DisposeAsync();
        _models.Dispose();
    }

    /// <summary>Opens what was stopped, as a new process would.</summary>
    public async Task RestartAsync(InMemoryFactFeed? feed = null)
    {
        await StopAsync();
        Feed = feed ?? Feed;
        Open();
        await _projector.StartAsync(CancellationToken.None);
    }

    public async Task<List<string>> TimelineAsync(PersonId person)
    {
        var page = await Models.TimelineAsync(Shop, person, cursor: null, limit: 1_000, CancellationToken.None);
        return [.. page.Items.Select(line => $"{line.Kind} {line.Name}")];
    }

    public async Task<IReadOnlyList<Trace>> DecisionsAsync(PersonId person, CampaignId? campaign = null) =>
        (await Models.DecisionsAsync(Shop, person, campaign, cursor: null, limit: 1_000, CancellationToken.None)).Items;

    public Task<CampaignResults> ResultsAsync(CampaignId campaign, ResultsQuery? query = null) =>
        Models.ResultsAsync(Shop, campaign, query ?? new ResultsQuery(From: null, To: null, SeriesStep.None), CancellationToken.None);

    /// <summary>Looks into a database beside whoever uses it.</summary>
    public static SqliteConnection Peek(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (System.IO.Directory.Exists(Directory))
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    private void Open()
    {
        _projector = new Projector(Feed, new OptionsWrapper<ReadModelsOptions>(_options), Time, NullLogger<Projector>.Instance);
        _models = new SqliteReadModels(_projector, Feed, new OptionsWrapper<ReadModelsOptions>(_options));
    }
}

/// <summary>The system's clock, set forward by the test.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
