using Engagement.Runtime.ReadSide;

namespace Engagement.Testing.Hosting;

/// <summary>Reading a fact feed from its beginning, as a projection that is made anew does.</summary>
public static class FactReading
{
    public static IReadOnlyList<FactRecord> ReadAll(this IFactFeed feed)
    {
        const int AtOnce = 100;
        var records = new List<FactRecord>();
        for (var partition = 0; partition < feed.Partitions; partition++)
        {
            var position = 0L;
            while (feed.ReadAfter(partition, position, AtOnce) is { Count: > 0 } batches)
            {
                records.AddRange(batches.SelectMany(batch => batch.Facts));
                position = batches[^1].Position;
            }
        }

        return records;
    }

    /// <summary>The first fact that is or will be there and is wanted.</summary>
    public static async Task<FactRecord> WaitForAsync(this IFactFeed feed, Func<FactRecord, bool> isWanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            var more = feed.WaitAsync(cancellationToken).AsTask();
            if (feed.ReadAll().Where(isWanted).Select(record => (FactRecord?)record).FirstOrDefault() is { } wanted)
            {
                return wanted;
            }

            await more;
        }
    }
}
