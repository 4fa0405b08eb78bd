using Engagement.ReadModels.Storage;
using Npgsql;

namespace Engagement.ReadModels.Postgres;

/// <summary>A statement that runs at once, after the rows that have gathered. Of what it reads only the first row can be read.</summary>
internal sealed class PostgresStatement(PostgresStore store, NpgsqlConnection connection, string sql) : IStatement
{
    private readonly NpgsqlCommand _command = new(sql, connection);
    private long[] _row = [];

    public IStatement Bind(int place, long value) => Set(place, new NpgsqlParameter<long> { TypedValue = value });

    public IStatement Bind(int place, double value) => Set(place, new NpgsqlParameter<double> { TypedValue = value });

    public IStatement Bind(int place, string value) => Set(place, new NpgsqlParameter<string> { TypedValue = value });

    public IStatement Bind(int place, ReadOnlySpan<byte> value) => Set(place, new NpgsqlParameter<byte[]> { TypedValue = value.ToArray() });

    public void Run()
    {
        store.Flush();
        _command.ExecuteNonQuery();
    }

    public bool Step()
    {
        store.Flush();
        using var reader = _command.ExecuteReader();
        var isThere = reader.Read();
        _row = isThere ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetInt64)] : [];
        return isThere;
    }

    public void Reset() => _row = [];

    public long Integer(int column) => _row[column];

    public void Dispose() => _command.Dispose();

    private PostgresStatement Set(int place, NpgsqlParameter value)
    {
        // A statement is bound from its first place to its last.
        if (_command.Parameters.Count < place)
        {
            _command.Parameters.Add(value);
        }
        else
        {
            _command.Parameters[place - 1] = value;
        }

        return this;
    }
}
