using Engagement.Gateway.Ingest.Reading;
using Engagement.Runtime.Hosting;
using Microsoft.Extensions.ObjectPool;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>One request in hand: what was read of it, the commands made of it, and what became of each. Reused; not thread-safe.</summary>
internal sealed class IngestRequest : IResettable
{
    private const int CommandsKept = 256;

    private Envelope[] _commands = new Envelope[1];
    private int[] _items = new int[1];
    private Answer[] _answers = new Answer[1];

    public RequestContent Content { get; } = new();

    public int Count { get; private set; }

    public ReadOnlyMemory<Envelope> Commands => _commands.AsMemory(0, Count);

    /// <summary>The item each command was made of.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    /// <summary>One for each command, once all are durable.</summary>
    public Span<Answer> Answers => _answers.AsSpan(0, Count);

    /// <summary>An alias may take over somebody who is known by a user id: not for a public key where users must prove who they are.</summary>
    public bool MayJoinKnown { get; set; }

    /// <summary>Some commands may turn out to join two persons.</summary>
    public bool MayJoin { get; private set; }

    public void Add(int item, in Envelope command)
    {
        if (Count == _commands.Length)
        {
            Array.Resize(ref _commands, Count * 4);
            Array.Resize(ref _items, Count * 4);
            Array.Resize(ref _answers, Count * 4);
        }

        _commands[Count] = command;
        _items[Count++] = item;
        MayJoin |= Joins.MayJoin(command.Command);
    }

    /// <summary>Whether a command is only the join to be made before the next one, which is of the same item.</summary>
    public bool IsPrelude(int at) => at + 1 < Count && _items[at] == _items[at + 1];

    public bool TryReset()
    {
        Array.Clear(_commands, 0, Count);
        Array.Clear(_answers, 0, Count);
        Count = 0;
        MayJoin = false;
        Content.Clear();

        // One that had to grow for a large batch is let go.
        return _commands.Length <= CommandsKept;
    }
}
