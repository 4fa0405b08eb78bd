using System.Data.Common;
using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.ReadModels.Projecting;
using Engagement.ReadModels.Storage;
using Engagement.Runtime.ReadSide;
using Engagement.Testing.ReadSide;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Engagement.ReadModels.Tests.Worlds;

/// <summary>Read models over a feed that the test writes, in a place of their own.</summary>
internal abstract class World : IAsyncDisposable
{
    public static readonly WorkspaceId Shop = new("shop");

    private Projector? _projector;
    private IReadModels? _models;

    protected World(ReadModelsOptions options)
    {
        (options.Linger, options.ReadTimeout) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
        Options = options;
    }

    public InMemoryFactFeed Feed { get; private set; } = new();

    public ShiftedTime Time { get; } = new();

    public ReadModelsOptions Options { get; }

    public IReadModels Models => _models ??= NewModels(Projector);

    public Projector Projector => _projector ??= new Projector(Feed, NewStores(), Bound, Time, NullLogger<Projector>.Instance);

    protected OptionsWrapper<ReadModelsOptions> Bound => new(Options);

    /// <summary>Looks at the archive beside whoever uses it.</summary>
    public abstract DbConnection PeekArchive();

    /// <summary>Looks at the projections beside whoever uses them.</summary>
    public abstract DbConnection PeekProjections();

    /// <summary>Everything that is kept, as text; while nothing runs.</summary>
    public abstract string Text();

    /// <summary>As they never were; while nothing runs.</summary>
    public abstract void LoseProjections();

    /// <summary>While nothing runs.</summary>
    public abstract void SaveProjections();

    /// <summary>As they were when they were saved; while nothing runs.</summary>
    public abstract void RestoreProjections();

    /// <summary>What the projector does, step by step; while it does not run.</summary>
    public Pipeline OpenPipeline() => Pipeline.Open(NewStores(), Feed);

    public async Task StopAsync()
    {
        await Projector.DisposeAsync();
        (_models as IDisposable)?.Dispose();
        (_projector, _models) = (null, null);
    }

    /// <summary>Opens what was stopped, as a new process would.</summary>
    public async Task RestartAsync(InMemoryFactFeed? feed = null)
    {
        await StopAsync();
        Feed = feed ?? Feed;
        await Projector.StartAsync(CancellationToken.None);
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

    public virtual async ValueTask DisposeAsync() => await StopAsync();

    protected abstract IStores NewStores();

    protected abstract IReadModels NewModels(Projector projector);
}

/// <summary>Where worlds come from: each kind of place is one.</summary>
internal interface IWorlds
{
    Task<World> NewAsync(string name);
}
