using Engagement.Core;

namespace Engagement.ReadModels.Storage;

/// <summary>
/// A database as its one writer holds it. Texts of SQL given here are understood by every dialect; those that are not have a name and stand
/// in the dialect's <c>statements.sql</c>. After any failure it is disposed, which rolls back, and opened anew. Not thread-safe.
/// </summary>
internal interface IStore : IDisposable
{
    void Begin();

    void Commit();

    /// <summary>A statement of the dialect that runs at once.</summary>
    IStatement Prepare(string name);

    /// <summary>
    /// A statement of the dialect that writes a row each time it is run. Rows may gather until <see cref="Flush"/>, or whatever else is done
    /// with the store; until then no two may have the same key.
    /// </summary>
    IStatement PrepareRows(string name);

    /// <summary>Rows that were written so far are in the database, or fail now.</summary>
    void Flush();

    int Execute(string sql, object? parameters = null);

    T? Scalar<T>(string sql, object? parameters = null);

    /// <summary>Every row, read at once.</summary>
    IReadOnlyList<T> Query<T>(string sql, object? parameters = null);

    /// <summary>Row for row; nothing else is done with the store before the last was read.</summary>
    IEnumerable<T> Stream<T>(string sql, object? parameters = null);

    /// <summary>Many actors at once, each with its row or none; nothing at all where one by one is as quick.</summary>
    IReadOnlyList<(ActorKey Actor, ActorRow? Row)> ReadActors(IEnumerable<ActorKey> actors);

    /// <summary>Lets nothing of what was deleted stay behind, as far as the database can.</summary>
    void Fold();

    /// <summary>Tells the readers of other processes how far each partition of the feed is projected.</summary>
    void Publish(ReadOnlySpan<long> positions);

    /// <summary>Readers of other processes wait for the next <see cref="Publish"/>. In force with the commit.</summary>
    void Withdraw();
}

internal readonly record struct ActorRow(long Id, bool Erased, long Sequence, long Chunk, long Hour);

/// <summary>A prepared statement. Parameters are bound by place, from 1, and stay bound. Must be let go before its store. Not thread-safe.</summary>
internal interface IStatement : IDisposable
{
    IStatement Bind(int place, long value);

    IStatement Bind(int place, double value);

    IStatement Bind(int place, string value);

    IStatement Bind(int place, ReadOnlySpan<byte> value);

    /// <summary>Runs it to its end.</summary>
    void Run();

    /// <summary>True: a row can be read. False: it is at its end and ready to run again.</summary>
    bool Step();

    void Reset();

    /// <param name="column">From 0; 0 when it is null.</param>
    long Integer(int column);
}
