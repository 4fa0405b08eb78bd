namespace Engagement.Node.Storage;

/// <summary>
/// The journal holds something that was never written as such. Nothing is guessed: whoever reads it stops, and an operator decides.
/// </summary>
public sealed class JournalCorruptedException(string file, long seq, string what)
    : Exception($"{file}, row {seq}: {what}")
{
    /// <summary>Name of the file, without its folder.</summary>
    public string File { get; } = file;

    /// <summary>The row that is wrong, or the first one that is missing.</summary>
    public long Seq { get; } = seq;
}
