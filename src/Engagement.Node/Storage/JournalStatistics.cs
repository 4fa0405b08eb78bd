namespace Engagement.Node.Storage;

/// <summary>How large a journal is: rows not yet trimmed, and bytes on the disk of the file and its WAL.</summary>
public readonly record struct JournalStatistics(long FirstSeq, long LastSeq, long FileBytes, long WalBytes)
{
    public long Rows => LastSeq - FirstSeq + 1;
}
