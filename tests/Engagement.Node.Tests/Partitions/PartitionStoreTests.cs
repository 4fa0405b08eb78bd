using Engagement.Core;
using Engagement.Node.Partitions;
using Engagement.Node.Storage;

namespace Engagement.Node.Tests.Partitions;

public sealed class PartitionStoreTests : IDisposable
{
    private static readonly ActorKey Ada = ActorKey.Of(new WorkspaceId("shop"), PersonId.Known("ada"));

    private readonly TempFolder _folder = new();
    private readonly JournalBatch _batch = new();

    public void Dispose()
    {
        _batch.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Who_is_forgotten_a_second_time_is_found_although_the_rows_of_the_first_are_trimmed()
    {
        using var store = new PartitionStore(_folder.Path, 0);
        Append(store, 10);
        store.NoteUnfolded(10);
        store.Load(Ada, Ada.ToString());

        Append(store, 100);
        using (var fold = store.Table.BeginFold())
        {
            fold.Commit(100);
        }

        store.Checkpoint = 100;
        store.Journal.TrimTo(100);
        Append(store, 10);
        store.NoteUnfolded(120);

        Should.NotThrow(() => store.Load(Ada, Ada.ToString()));
    }

    private void Append(PartitionStore store, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            _batch.Begin(1_700_000_000_000);
            store.Journal.Append(_batch.Body);
        }
    }
}
