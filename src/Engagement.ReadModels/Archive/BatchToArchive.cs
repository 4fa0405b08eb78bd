using Engagement.Core.Decisions;

namespace Engagement.ReadModels.Archive;

/// <param name="Body">As <see cref="ArchivedBatch"/> writes it.</param>
internal readonly record struct BatchToArchive(int Partition, long Position, ReadOnlyMemory<byte> Body);

internal sealed class CountingSink(IFactSink inner) : IFactSink
{
    public int Count { get; private set; }

    public void Add(in FactPlace place, Fact fact, ReadOnlySpan<byte> bytes)
    {
        Count++;
        inner.Add(place, fact, bytes);
    }
}
