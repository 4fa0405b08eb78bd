using Engagement.Cluster.Storage;

namespace Engagement.Cluster.Catalogs;

/// <inheritdoc cref="ICatalogGrain"/>
[GrainType("catalog")]
public sealed class CatalogGrain(
    [PersistentState("catalog", StorageNames.Cluster)] IPersistentState<CatalogRecord> record, IGrainFactory grains) : Grain, ICatalogGrain
{
    private bool _isAnnounced;
    private long _durable;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _durable = record.State.Version;
        return Task.CompletedTask;
    }

    public async Task PublishAsync(CatalogEntry entry)
    {
        var state = record.State;
        if (!state.Entries.TryGetValue(entry.Actor, out var known) || IsNews(entry, known))
        {
            state.Version++;
            state.Entries[entry.Actor] = entry with { Version = state.Version };
            _isAnnounced = false;
            await WriteAsync();
        }

        // Told again where nobody knows whether it ever was: the last change, which may not be this one.
        if (!_isAnnounced)
        {
            var last = state.Entries.Values.Single(kept => kept.Version == state.Version);
            await grains.GetGrain<ICatalogBoardGrain>(0).AnnounceAsync(new CatalogChange(this.GetPrimaryKeyString(), state.Version, [last]));
            _isAnnounced = true;
        }
    }

    public Task<CatalogChange> ReadAsync(long after)
    {
        var entries = record.State.Entries.Values.Where(entry => entry.Version > after && entry.Version <= _durable).OrderBy(entry => entry.Version);
        return Task.FromResult(new CatalogChange(this.GetPrimaryKeyString(), _durable, [.. entries]));
    }

    // An activation that lost a race with another of the same actor tells what it loaded, which may be old by then.
    private static bool IsNews(CatalogEntry entry, CatalogEntry known) =>
        !known.Image.AsSpan().SequenceEqual(entry.Image) && !entry.IsOlderThan(known);

    private async Task WriteAsync()
    {
        try
        {
            await record.WriteStateAsync();
            _durable = record.State.Version;
        }
        catch
        {
            // What is in memory may not be what is kept: the next activation reads that.
            DeactivateOnIdle();
            throw;
        }
    }
}
