using System.Data.Common;
using System.Text;
using Engagement.ReadModels.Projecting;
using Engagement.ReadModels.Reading;
using Engagement.ReadModels.Storage;
using Engagement.Runtime.ReadSide;
using Microsoft.Data.Sqlite;

namespace Engagement.ReadModels.Tests.Worlds;

/// <summary>In a folder.</summary>
internal sealed class SqliteWorld(string name) : World(new ReadModelsOptions
{
    Directory = Path.Combine(Path.GetTempPath(), "engagement-readmodels", $"{name}-{Guid.NewGuid():N}"),
})
{
    private byte[] _saved = [];

    public string Directory => Options.Directory;

    private SqliteStores Stores => new(Directory);

    public override DbConnection PeekArchive() => Peek(Stores.Facts);

    public override DbConnection PeekProjections() => Peek(Stores.Projections);

    public override string Text() =>
        string.Concat(System.IO.Directory.GetFiles(Directory).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));

    public override void LoseProjections() => File.Delete(Stores.Projections);

    public override void SaveProjections() => _saved = File.ReadAllBytes(Stores.Projections);

    public override void RestoreProjections() => File.WriteAllBytes(Stores.Projections, _saved);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (System.IO.Directory.Exists(Directory))
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    protected override IStores NewStores() => Stores;

    protected override IReadModels NewModels(Projector projector) => new SqliteReadModels(projector, Feed, Bound);

    private static SqliteConnection Peek(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        return connection;
    }
}

internal sealed class SqliteWorlds : IWorlds
{
    public Task<World> NewAsync(string name) => Task.FromResult<World>(new SqliteWorld(name));
}
