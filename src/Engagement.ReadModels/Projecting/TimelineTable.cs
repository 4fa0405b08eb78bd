using Engagement.Core.Coding;
using Engagement.ReadModels.Storage;

namespace Engagement.ReadModels.Projecting;

/// <summary>
/// Writes timelines. One row holds all facts of an actor that came in together and fall in one hour: a busy person costs one row a round, not
/// one an event, and a reader that takes whole hours still gets them in order of time.
/// </summary>
internal sealed class TimelineTable(IStore store) : IDisposable
{
    private readonly IStatement _append = store.PrepareRows("timeline.append");
    private readonly IStatement _insertLate = store.PrepareRows("late.insert");
    private readonly List<Line> _lines = [];
    private readonly ByteWriter _body = new(4096);

    /// <summary>The last number given to a row.</summary>
    public long LastChunk { get; set; }

    public void Add(in TakenFact fact) => _lines.Add(new Line(
        fact.Actor, Hours.Of(fact.Fact.At.ToUnixTimeMilliseconds()), fact.Place.Sequence, fact.Offset, fact.Length));

    /// <param name="bytes">What the offsets of the facts are of.</param>
    public void Flush(ReadOnlySpan<byte> bytes)
    {
        _lines.Sort();
        for (var i = 0; i < _lines.Count;)
        {
            var first = _lines[i];
            var last = first;
            _body.Clear();
            do
            {
                last = _lines[i++];
                _body.Number((ulong)last.Sequence);
                _body.Raw(bytes.Slice(last.Offset, last.Length));
            }
            while (i < _lines.Count && _lines[i].Actor == first.Actor && _lines[i].Hour == first.Hour);
            Write(last);
        }

        _lines.Clear();
    }

    public void Clear() => _lines.Clear();

    public void Dispose()
    {
        _append.Dispose();
        _insertLate.Dispose();
    }

    private void Write(in Line last)
    {
        var actor = last.Actor;
        if (last.Hour < actor.Tail.Hour)
        {
            _insertLate.Bind(1, actor.Id).Bind(2, last.Hour).Bind(3, last.Sequence).Bind(4, _body.Written).Run();
            return;
        }

        _append.Bind(1, ++LastChunk).Bind(2, actor.Tail.Chunk).Bind(3, actor.Id).Bind(4, last.Hour).Bind(5, _body.Written).Run();
        actor.Tail = actor.Tail.Extended(LastChunk, last.Hour);
    }

    private readonly record struct Line(ActorEntry Actor, long Hour, long Sequence, int Offset, int Length) : IComparable<Line>
    {
        public int CompareTo(Line other)
        {
            var byActor = Actor.Id.CompareTo(other.Actor.Id);
            var byHour = byActor != 0 ? byActor : Hour.CompareTo(other.Hour);
            return byHour != 0 ? byHour : Sequence.CompareTo(other.Sequence);
        }
    }
}
