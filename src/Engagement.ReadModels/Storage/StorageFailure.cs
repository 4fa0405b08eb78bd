using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Engagement.ReadModels.Storage;

/// <summary>Tells a disk that does not take writes now from a fact that never can be written.</summary>
internal static class StorageFailure
{
    public static bool Is(Exception failure) => failure is IOException or UnauthorizedAccessException or OutOfMemoryException
        || failure is SqliteException { SqliteErrorCode: not (raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE) };
}
