namespace Engagement.Node.Storage;

/// <summary>One transaction of an <see cref="ActorTable"/>: images of actors, folded into the table.</summary>
public readonly ref struct ActorFold
{
    private readonly ActorTable _table;

    internal ActorFold(ActorTable table) => _table = table;

    /// <summary>The actor's newest image, and when it wants to be woken (unix milliseconds).</summary>
    /// <param name="row">Everything that journal rows up to this one say of the actor is in the image, and nothing of later ones.</param>
    /// <exception cref="StorageRefusedException">The disk refuses; the fold is lost as a whole.</exception>
    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> image, long? due, long row) => _table.Put(key, image, due, row);

    /// <summary>Makes all of it durable, together with the statement that journal rows up to <paramref name="checkpointSeq"/> are in.</summary>
    /// <exception cref="StorageRefusedException">The disk refuses; the table is as it was before.</exception>
    public void Commit(long checkpointSeq) => _table.Commit(checkpointSeq);

    /// <summary>Takes back what was not committed.</summary>
    public void Dispose() => _table.RollBack();
}
