using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Engagement.ReadModels.Storage;

/// <summary>Tells a disk or a database that does not take writes now from a fact that never can be written.</summary>
internal static class StorageFailure
{
    /// <summary>Data exceptions and violated constraints.</summary>
    private static readonly string[] OfTheFact = ["22", "23"];

    public static bool Is(Exception failure) => failure is IOException or UnauthorizedAccessException or OutOfMemoryException or WrittenElsewhereException
        || (failure is NpgsqlException && !(failure is PostgresException told && OfTheFact.Contains(told.SqlState[..2])))
        || failure is SqliteException { SqliteErrorCode: not (raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE) };
}
