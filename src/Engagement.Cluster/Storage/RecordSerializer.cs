using Engagement.Core.Coding;
using Orleans.Storage;

namespace Engagement.Cluster.Storage;

/// <summary>Stores what grains keep as the bytes of their own codecs, with nothing of the framework in them.</summary>
public sealed class RecordSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input)
    {
        var writer = new ByteWriter();
        Record(input).Encode(writer);
        return new BinaryData(writer.WrittenMemory);
    }

    public T Deserialize<T>(BinaryData input)
    {
        var state = Activator.CreateInstance<T>();
        var bytes = input.ToMemory().Span;

        // A cleared state comes back as no bytes from storages that keep its row.
        if (!bytes.IsEmpty)
        {
            Record(state).Decode(bytes);
        }

        return state;
    }

    private static IRecord Record<T>(T? state) =>
        state as IRecord ?? throw new InvalidOperationException($"{typeof(T).Name} is not an {nameof(IRecord)}");
}
