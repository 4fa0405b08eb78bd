using Engagement.Cluster.Storage;
using Engagement.Core.Coding;

namespace Engagement.Cluster.Catalogs;

/// <summary>The definitions of a workspace as they are kept, deleted campaigns among them.</summary>
public sealed class CatalogRecord : IRecord
{
    private const byte Form = 1;

    public long Version { get; set; }

    public Dictionary<string, CatalogEntry> Entries { get; } = new(StringComparer.Ordinal);

    public void Encode(ByteWriter into)
    {
        into.Byte(Form);
        into.Number((ulong)Version);
        into.Number((ulong)Entries.Count);
        foreach (var entry in Entries.Values)
        {
            into.Text(entry.Actor);
            into.Number((ulong)entry.Version);
            into.Bytes(entry.Image);
        }
    }

    public void Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        if (reader.Byte() is var form && form != Form)
        {
            throw new FormatException($"definitions of form {form}: this build knows {Form}");
        }

        Version = (long)reader.Number();
        for (var left = reader.Count(); left > 0; left--)
        {
            var entry = new CatalogEntry(reader.Text(), (long)reader.Number(), reader.Bytes().ToArray());
            Entries[entry.Actor] = entry;
        }
    }
}

/// <summary>The versions of all workspaces as they are kept.</summary>
public sealed class BoardRecord : IRecord
{
    private const byte Form = 1;

    public Dictionary<string, long> Versions { get; } = new(StringComparer.Ordinal);

    public void Encode(ByteWriter into)
    {
        into.Byte(Form);
        into.Number((ulong)Versions.Count);
        foreach (var (workspace, version) in Versions)
        {
            into.Text(workspace);
            into.Number((ulong)version);
        }
    }

    public void Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        if (reader.Byte() is var form && form != Form)
        {
            throw new FormatException($"a board of form {form}: this build knows {Form}");
        }

        for (var left = reader.Count(); left > 0; left--)
        {
            Versions[reader.Text()] = (long)reader.Number();
        }
    }
}
