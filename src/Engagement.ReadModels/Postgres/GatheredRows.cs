using Engagement.ReadModels.Storage;
using Npgsql;

namespace Engagement.ReadModels.Postgres;

/// <summary>Rows of one statement, by column, until they are sent.</summary>
internal sealed class GatheredRows(PostgresStore store, string sql) : IStatement
{
    /// <summary>Memory stays bounded; more at once would not be quicker.</summary>
    private const int MostRows = 8_192;

    private readonly List<IColumn> _columns = [];
    private int _rows;

    public IStatement Bind(int place, long value) => Set(place, value);

    public IStatement Bind(int place, double value) => Set(place, value);

    public IStatement Bind(int place, string value) => Set(place, value);

    public IStatement Bind(int place, ReadOnlySpan<byte> value) => Set(place, value.ToArray());

    public void Run()
    {
        _columns.ForEach(column => column.Keep());
        if (++_rows == MostRows)
        {
            store.Flush();
        }
    }

    public bool Step() => throw new NotSupportedException("rows are written, not read");

    public void Reset() => throw new NotSupportedException("rows are written, not read");

    public long Integer(int column) => throw new NotSupportedException("rows are written, not read");

    /// <summary>Adds what has gathered as one command; nothing is left here, also when that fails.</summary>
    public void MoveTo(NpgsqlBatch batch)
    {
        if (_rows > 0)
        {
            var command = new NpgsqlBatchCommand(sql);
            _columns.ForEach(column => command.Parameters.Add(column.Take()));
            batch.BatchCommands.Add(command);
            _rows = 0;
        }
    }

    public void Dispose()
    {
        // Nothing of it is in the database.
    }

    private GatheredRows Set<T>(int place, T value)
    {
        // A statement is bound from its first place to its last.
        if (_columns.Count < place)
        {
            _columns.Add(new Column<T>());
        }

        ((Column<T>)_columns[place - 1]).Next = value;
        return this;
    }

    private interface IColumn
    {
        void Keep();

        NpgsqlParameter Take();
    }

    private sealed class Column<T> : IColumn
    {
        private readonly List<T> _kept = [];

        public T Next { get; set; } = default!;

        public void Keep() => _kept.Add(Next);

        public NpgsqlParameter Take()
        {
            var taken = new NpgsqlParameter<T[]> { TypedValue = [.. _kept] };
            _kept.Clear();
            return taken;
        }
    }
}
