using System.Collections.Concurrent;
using System.Globalization;
using Engagement.Cluster.Storage;
using Orleans.Storage;

namespace Engagement.Cluster.Tests.Hosting;

/// <summary>A grain storage in memory that outlives clusters, and does before each write what disks do.</summary>
internal sealed class FaultyStorage(Action beforeWrite) : IGrainStorage
{
    private static readonly RecordSerializer Serializer = new();

    private readonly ConcurrentDictionary<(string, GrainId), (byte[] Bytes, string ETag)> _kept = new();
    private long _writes;

    /// <summary>Nothing can be read while this is true.</summary>
    public bool IsAway { get; set; }

    /// <summary>Has it be somebody else who wrote everything last.</summary>
    public void Overwrite()
    {
        foreach (var (key, kept) in _kept)
        {
            _kept[key] = kept with { ETag = $"another's {kept.ETag}" };
        }
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (IsAway)
        {
            throw new InvalidOperationException("the storage is away");
        }

        grainState.RecordExists = _kept.TryGetValue((stateName, grainId), out var kept);
        grainState.State = grainState.RecordExists ? Serializer.Deserialize<T>(new BinaryData(kept.Bytes)) : Activator.CreateInstance<T>();
        grainState.ETag = kept.ETag;
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var bytes = Serializer.Serialize(grainState.State).ToArray();
        await Task.Run(beforeWrite);
        var next = (Bytes: bytes, ETag: Interlocked.Increment(ref _writes).ToString(CultureInfo.InvariantCulture));
        var kept = _kept.AddOrUpdate(
            (stateName, grainId),
            _ => grainState.ETag is null ? next : throw Conflict(null),
            (_, before) => grainState.ETag == before.ETag ? next : throw Conflict(before.ETag));
        (grainState.ETag, grainState.RecordExists) = (kept.ETag, true);

        InconsistentStateException Conflict(string? stored) => new("somebody else wrote meanwhile", stored, grainState.ETag);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _kept.TryRemove((stateName, grainId), out _);
        (grainState.ETag, grainState.RecordExists) = (null, false);
        return Task.CompletedTask;
    }
}
