namespace Engagement.Node.Storage;

/// <summary>One transaction of an <see cref="ActorTable"/>: images of journal rows, folded into the table.</summary>
public readonly ref struct ActorFold
{
    private readonly ActorTable _table;

    internal ActorFold(ActorTable table) => _table = table;

    /// <summary>The image that the table has of an actor, this fold's changes included. Valid until the next call on the table.</summary>
    /// <exception cref="StorageRefusedException">The disk refuses.</exception>
    public bool TryRead(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> image) => _table.TryRead(key, out image);

    /// <summary>The actor's newest image, and when it wants to be woken (unix milliseconds).</summary>
    /// <exception cref="StorageRefusedException">The disk refuses; the fold is lost as a whole.</exception>
    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> image, long? due) => _table.Put(key, image, due);

    /// <summary>The actor is gone; unknown keys are fine.</summary>
    /// <exception cref="StorageRefusedException">The disk refuses; the fold is lost as a whole.</exception>
    public void Delete(ReadOnlySpan<byte> key) => _table.Delete(key);

    /// <summary>Makes all of it durable, together with the statement that journal rows up to <paramref name="checkpointSeq"/> are in.</summary>
    /// <exception cref="StorageRefusedException">The disk refuses; the table is as it was before.</exception>
    public void Commit(long checkpointSeq) => _table.Commit(checkpointSeq);

    /// <summary>Takes back what was not committed.</summary>
    public void Dispose() => _table.RollBack();
}
