using Engagement.Cluster.Storage;
using Engagement.Core.Coding;

namespace Engagement.Cluster.Timing;

/// <summary>Who is to be woken when, as it is kept.</summary>
public sealed class DueRecord : IRecord
{
    private const byte Form = 1;

    /// <summary>Milliseconds since 1970, by the key of the person's grain.</summary>
    public Dictionary<string, long> Due { get; private set; } = new(StringComparer.Ordinal);

    public void Replace(Dictionary<string, long> due) => Due = due;

    public void Encode(ByteWriter into)
    {
        into.Byte(Form);
        into.Number((ulong)Due.Count);
        foreach (var (person, due) in Due)
        {
            into.Text(person);
            into.Signed(due);
        }
    }

    public void Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        if (reader.Byte() is var form && form != Form)
        {
            throw new FormatException($"wake-ups of form {form}: this build knows {Form}");
        }

        for (var left = reader.Count(); left > 0; left--)
        {
            Due[reader.Text()] = reader.Signed();
        }
    }
}
