using Engagement.ReadModels.Storage;

namespace Engagement.ReadModels.Projecting;

/// <summary>Deletes from the projections what is past its time, or what is to be made again. Each call is one transaction.</summary>
internal static class Forgetting
{
    /// <summary>Deletes the oldest lines and decisions of before an hour, at most so many of each. False when there are no more.</summary>
    public static bool Before(long hour, int rows, IStore store)
    {
        store.Begin();
        var deleted = store.Execute(
            """
            DELETE FROM timeline WHERE id IN (SELECT id FROM (SELECT id, hour FROM timeline ORDER BY id LIMIT @rows) AS oldest WHERE hour < @hour);
            DELETE FROM decisions WHERE id IN (SELECT id FROM (SELECT id, at FROM decisions ORDER BY id LIMIT @rows) AS oldest WHERE at < @at);
            DELETE FROM late WHERE hour < @hour;
            """,
            new { hour, at = hour * Hours.Milliseconds, rows });
        store.Commit();
        return deleted > 0;
    }

    /// <summary>Deletes all that can be made again from facts later than an hour; null: from all facts.</summary>
    public static void AllSince(long? hour, IStore store)
    {
        store.Begin();
        store.Execute(
            """
            DELETE FROM timeline;
            DELETE FROM late;
            DELETE FROM tails;
            DELETE FROM decisions;
            DELETE FROM poison WHERE body IS NOT NULL;
            DELETE FROM results WHERE @hour IS NULL OR results.hour > @hour;
            DELETE FROM suppressed WHERE @hour IS NULL OR suppressed.hour > @hour;
            DELETE FROM actors WHERE @hour IS NULL;
            UPDATE applied SET batch = 0, kept_hour = @hour;
            """,
            new { hour });
        store.Withdraw();
        store.Commit();
    }
}
